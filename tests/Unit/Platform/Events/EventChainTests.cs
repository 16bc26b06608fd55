using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Hashing;

namespace GitOpsKafka.Tests.Unit.Platform.Events;

public sealed class EventChainTests
{
    [Fact]
    public void Chain_value_can_be_computed_from_the_JSON_text_alone()
    {
        var previous = new byte[32];
        foreach (var link in Links())
        {
            var json = JsonNode.Parse(link.Bytes.Span)!.AsObject();
            json.Remove("chain");
            // As any tool may print it: the canonical form undoes the layout.
            var pretty = SampleEvents.Json(json.ToJsonString(new() { WriteIndented = true }));

            previous = SHA256.HashData([.. previous, .. CanonicalJson.Write(pretty)]);

            Assert.Equal(Convert.ToHexStringLower(previous), link.Envelope.Chain);
        }
    }

    [Fact]
    public void Links_are_numbered_from_one_without_gaps() =>
        Assert.Equal(Enumerable.Range(1, SampleEvents.OneOfEach.Length).Select(number => (long)number), Links().Select(link => link.Envelope.Sequence));

    [Fact]
    public void Time_is_written_in_UTC()
    {
        var link = EventChain.Seal(
            SampleEvents.OneOfEach[0], SampleEvents.Noon.ToOffset(TimeSpan.FromHours(2)), "/reconciler", ChainHead.Start("reconciler-1"), null);

        Assert.Contains("\"time\":\"2026-03-01T12:00:00.0000000Z\"", Encoding.UTF8.GetString(link.Bytes.Span), StringComparison.Ordinal);
    }

    private static IEnumerable<SealedEvent> Links()
    {
        var head = ChainHead.Start("reconciler-1");
        foreach (var data in SampleEvents.OneOfEach)
        {
            var link = EventChain.Seal(data, SampleEvents.Noon, "/reconciler/platform", head, null);
            head = link.Head;
            yield return link;
        }
    }
}
