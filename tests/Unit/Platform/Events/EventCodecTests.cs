using System.Text;
using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Hashing;

namespace GitOpsKafka.Tests.Unit.Platform.Events;

public sealed class EventCodecTests
{
    public static TheoryData<string> Types => [.. SampleEvents.OneOfEach.Select(data => data.EventType)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Decode_gives_back_what_was_encoded(string type)
    {
        var bytes = Seal(type).Bytes;

        var known = Assert.IsType<DecodedEvent.Known>(EventCodec.Decode(bytes));

        Assert.Equal(type, known.Envelope.Data.EventType);
        Assert.Equal(bytes.ToArray(), EventCodec.Encode(known.Envelope));
    }

    [Fact]
    public void Every_kind_of_event_has_a_sample_and_can_be_decoded()
    {
        var kinds = typeof(PlatformEvent).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(PlatformEvent))).ToHashSet();

        Assert.Equal(kinds, SampleEvents.OneOfEach.Select(data => data.GetType()).ToHashSet());
        Assert.Equal(kinds, EventTypes.ByName.Values.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void CloudEvents_library_reads_the_bytes(string type)
    {
        var envelope = Seal(type).Envelope;

        var read = new JsonEventFormatter().DecodeStructuredModeMessage(EventCodec.Encode(envelope), null, null);

        Assert.True(read.IsValid);
        Assert.Equal(CloudEventsSpecVersion.V1_0, read.SpecVersion);
        Assert.Equal((envelope.Id, type, envelope.Subject.ToString(), envelope.Time), (read.Id, read.Type, read.Subject, read.Time!.Value));
        Assert.Equal("/reconciler/platform", read.Source!.ToString());
        Assert.Equal("application/json", read.DataContentType);
        Assert.Equal(envelope.Subject.ToString(), read["partitionkey"]);
        Assert.Equal("reconciler-1", read["producer"]);
        Assert.Equal("1", read["sequence"]);
        Assert.Equal(envelope.Chain, read["chain"]);
        Assert.Equal("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", read["traceparent"]);
    }

    [Fact]
    public void Bytes_are_the_canonical_form_and_always_the_same()
    {
        foreach (var data in SampleEvents.OneOfEach)
        {
            var sealedEvent = Seal(data);

            Assert.Equal(CanonicalJson.Write(SampleEvents.Json(Text(sealedEvent))), sealedEvent.Bytes.ToArray());
            Assert.Equal(sealedEvent.Bytes.ToArray(), Seal(data).Bytes.ToArray());
        }
    }

    [Fact]
    public void Data_has_camel_case_names_keys_as_text_and_nothing_derived()
    {
        var data = SampleEvents.Json(Text(Seal(SampleEvents.Requested("c1", SampleEvents.Topic("orders"))))).GetProperty("data");

        Assert.Equal(
            ["cause", "changeId", "deltas", "effects", "manifest", "operation", "planId", "resource"], data.EnumerateObject().Select(property => property.Name));
        Assert.Equal("KafkaTopic/streaming/orders", data.GetProperty("resource").GetString());
        Assert.Equal("update", data.GetProperty("operation").GetString());
        Assert.Equal("dataLoss", data.GetProperty("effects")[0].GetProperty("risk").GetString());
        Assert.Equal(JsonValueKind.Null, data.GetProperty("deltas")[0].GetProperty("after").ValueKind);
    }

    [Theory]
    [InlineData("9223372036854775807", "\"9223372036854775807\"")]
    [InlineData("-9223372036854775808", "\"-9223372036854775808\"")]
    [InlineData("0.50", "\"0.50\"")]
    [InlineData("1e400", "\"1e400\"")]
    [InlineData("0.5", "0.5")]
    [InlineData("604800000", "604800000")]
    public void Number_that_canonical_JSON_would_change_travels_as_text(string written, string expected)
    {
        var data = SampleEvents.Requested("c1", SampleEvents.Topic("orders")) with { Manifest = SampleEvents.Json($$"""{"config":[{{written}}]}""") };

        var known = Assert.IsType<DecodedEvent.Known>(EventCodec.Decode(Seal(data).Bytes));

        Assert.Equal(expected, Assert.IsType<PlatformEvent.ChangeRequested>(known.Envelope.Data).Manifest.GetProperty("config")[0].GetRawText());
    }

    [Fact]
    public void Missing_manifest_travels_as_null()
    {
        var known = Assert.IsType<DecodedEvent.Known>(EventCodec.Decode(Seal(SampleEvents.Requested("c1", SampleEvents.Topic("orders")) with { Manifest = default }).Bytes));

        Assert.Equal(JsonValueKind.Null, Assert.IsType<PlatformEvent.ChangeRequested>(known.Envelope.Data).Manifest.ValueKind);
    }

    [Fact]
    public void Unknown_type_is_a_value()
    {
        var bytes = Replace(Seal("io.gitopskafka.change.unchanged.v1"), "change.unchanged.v1", "change.celebrated.v9");

        var unknown = Assert.IsType<DecodedEvent.Unknown>(EventCodec.Decode(bytes));

        Assert.Equal(("io.gitopskafka.change.celebrated.v9", SampleEvents.Topic("orders")), (unknown.Type, unknown.Subject));
    }

    [Fact]
    public void Field_of_a_newer_version_is_ignored() =>
        Assert.IsType<DecodedEvent.Known>(EventCodec.Decode(Replace(Seal("io.gitopskafka.change.unchanged.v1"), "{\"changeId\"", "{\"mood\":1,\"changeId\"")));

    [Theory]
    [InlineData("\"specversion\":\"1.0\"", "\"specversion\":\"0.3\"", "specversion")]
    [InlineData("\"sequence\":\"1\"", "\"sequence\":1", "sequence")]
    [InlineData("\"sequence\":\"1\"", "\"sequence\":\"-1\"", "sequence")]
    [InlineData("\"subject\":\"KafkaTopic/streaming/orders\"", "\"subject\":\"orders\"", "orders")]
    [InlineData("\"partitionkey\":\"KafkaTopic/streaming/orders\"", "\"partitionkey\":\"KafkaTopic/streaming/bills\"", "partitionkey")]
    [InlineData("\"type\":\"io.gitopskafka.change.unchanged.v1\"", "\"type\":\"io.gitopskafka.change.started.v1\"", "attempt")]
    [InlineData("\"changeId\":\"c1\",", "", "changeId")]
    [InlineData("\"changeId\":\"c1\"", "\"changeId\":null", "changeId")]
    [InlineData("\"id\":", "\"id\":\"twice\",\"id\":", "id")]
    [InlineData("\"id\":\"", "\"id\":\"\\ud800", "")]
    [InlineData("{\"chain\"", "[{\"chain\"", "")]
    public void Malformed_event_is_a_value_with_a_reason(string part, string with, string reason)
    {
        var malformed = Assert.IsType<DecodedEvent.Malformed>(EventCodec.Decode(Replace(Seal("io.gitopskafka.change.unchanged.v1"), part, with)));

        Assert.Contains(reason, malformed.Reason, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0xff, 0xfe })]
    [InlineData(new byte[] { (byte)'1' })]
    public void Bytes_that_are_no_event_are_malformed(byte[] bytes) => Assert.IsType<DecodedEvent.Malformed>(EventCodec.Decode(bytes));

    private static SealedEvent Seal(string type) => Seal(SampleEvents.OneOfEach.First(data => data.EventType == type));

    private static SealedEvent Seal(PlatformEvent data) => EventChain.Seal(
        data, SampleEvents.Noon, "/reconciler/platform", ChainHead.Start("reconciler-1"), "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    private static string Text(SealedEvent sealedEvent) => Encoding.UTF8.GetString(sealedEvent.Bytes.Span);

    private static byte[] Replace(SealedEvent sealedEvent, string part, string with)
    {
        Assert.Contains(part, Text(sealedEvent), StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(Text(sealedEvent).Replace(part, with, StringComparison.Ordinal));
    }
}
