using System.Text;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules;
using GitOpsKafka.Tests.Unit.Platform.Rules;

namespace GitOpsKafka.Tests.Unit.Webhook;

public sealed class AdmissionReviewerTests
{
    private static readonly KnownNeighbours WithProd = new([Samples.Prod, Samples.Orders], isComplete: true);

    [Fact]
    public void Sound_topic_and_cluster_are_allowed()
    {
        var topic = Reviews.Answer(Reviews.Create(Reviews.Orders));

        Assert.Equal(
            $$$$"""{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","response":{"uid":"{{{{Reviews.Uid}}}}","allowed":true,"auditAnnotations":{"ruleset-version":"0.1.0"}}}""",
            topic.Text());
        Assert.True(Reviews.Answer(Reviews.Create(Reviews.Prod, "KafkaCluster")).IsAllowed());
    }

    [Fact]
    public void Refusal_reads_as_the_api_servers_own()
    {
        var answer = Reviews.Answer(Reviews.Create(Reviews.Orders.Replace("\"partitions\":12", "\"partitions\":0")));

        Assert.Equal(200, answer.StatusCode);
        Assert.Equal(
            $$$$"""
            {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","response":{"uid":"{{{{Reviews.Uid}}}}","allowed":false,"status":{"status":"Failure","message":"KafkaTopic.gitopskafka.io \"orders\" is invalid: spec.partitions: Invalid value: 0: must be at least 1 [KT-07]","reason":"Invalid","details":{"name":"orders","group":"gitopskafka.io","kind":"KafkaTopic","causes":[{"reason":"FieldValueInvalid","message":"Invalid value: 0: must be at least 1 [KT-07]","field":"spec.partitions"}]},"code":422},"auditAnnotations":{"rules-failed":"KT-07","ruleset-version":"0.1.0"}}}
            """, answer.Text());
    }

    [Fact]
    public void All_refusals_come_at_once()
    {
        var answer = Reviews.Answer(Reviews.Create(Reviews.Orders.Replace("\"partitions\":12", "\"partitions\":0").Replace("\"604800000\"", "\"7d\"")));

        Assert.Equal(
            "KafkaTopic.gitopskafka.io \"orders\" is invalid: [spec.config[retention.ms]: Invalid value: \"7d\": must be a number of milliseconds [KT-17], " +
            "spec.partitions: Invalid value: 0: must be at least 1 [KT-07]]", answer.Message());
    }

    [Fact]
    public void Twenty_refusals_stay_small_and_a_thousand_are_counted()
    {
        Assert.InRange(Reviews.Answer(Reviews.Create(WithUnknown(20))).Body.Length, 1000, 8192);

        var answer = Reviews.Answer(Reviews.Create(WithUnknown(1000)));

        Assert.EndsWith(", and 950 more]", answer.Message());
        Assert.Equal(50, answer.Response().GetProperty("status").GetProperty("details").GetProperty("causes").GetArrayLength());
    }

    [Fact]
    public void Warnings_stay_within_what_a_header_carries()
    {
        var settings = string.Join(',', Enumerable.Range(0, 200).Select(number => $"\"plugin.{number}\":1"));
        var answer = Reviews.Answer(Reviews.Create(Reviews.Prod.Replace("\"min.insync.replicas\":2", $"\"min.insync.replicas\":2,{settings}"), "KafkaCluster"));

        Assert.True(answer.IsAllowed());
        Assert.InRange(answer.Warnings().Sum(warning => warning.Length), 3000, 4096);
        Assert.All(answer.Warnings(), warning => Assert.InRange(warning.Length, 1, 256));
        Assert.Matches(@"^\+\d+ more; run gitopskafka validate to see all$", answer.Warnings()[^1]);
    }

    [Fact]
    public void Update_looks_at_old_and_new()
    {
        Assert.True(Reviews.Answer(Reviews.Update(Reviews.Orders, Reviews.Orders.Replace(":12", ":24"))).IsAllowed());
        Assert.Equal(
            "KafkaTopic.gitopskafka.io \"orders\" is invalid: spec.partitions: Invalid value: 6: cannot decrease from 12 [KT-08]",
            Reviews.Answer(Reviews.Update(Reviews.Orders, Reviews.Orders.Replace(":12", ":6"))).Message());
    }

    [Fact]
    public void Delete_looks_at_the_object_that_goes()
    {
        Assert.True(Reviews.Answer(Reviews.Delete(Reviews.Orders)).IsAllowed());
        Assert.Equal(
            "KafkaTopic.gitopskafka.io \"orders\" is invalid: spec.deletionProtection: Forbidden: topic \"orders\" is protected; set deletionProtection: false first [KT-24]",
            Reviews.Answer(Reviews.Delete(Reviews.Orders.Replace("false", "true"))).Message());
    }

    [Fact]
    public void Object_on_its_way_out_may_always_be_written()
    {
        var leaving = Reviews.Orders.Replace("\"name\":\"orders\"", "\"name\":\"orders\",\"deletionTimestamp\":\"2026-01-01T00:00:00Z\"");

        Assert.True(Reviews.Answer(Reviews.Update(leaving, Reviews.Orders.Replace(":12", ":0"))).IsAllowed());
        Assert.True(Reviews.Answer(Reviews.Update(leaving.Replace("{\"retention.ms\":\"604800000\"}", "[]"), Reviews.Orders)).IsAllowed());
        Assert.False(Reviews.Answer(Reviews.Update(Reviews.Orders, leaving.Replace(":12", ":0"))).IsAllowed());
    }

    [Fact]
    public void Scale_obeys_the_rules_of_the_field_it_sets()
    {
        var answer = Reviews.Answer(Reviews.Scale(2), WithProd);

        Assert.Equal(
            "Scale.autoscaling \"prod\" is invalid: [spec.config[default.replication.factor]: Invalid value: 3: must be at most 2, the number of brokers [GEN-12/KC-011], " +
            "spec.replicas: Invalid value: 2: KafkaTopic \"orders\" has replicationFactor 3 [GEN-12/KC-010]]", answer.Message());
        Assert.True(Reviews.Answer(Reviews.Scale(5), WithProd).IsAllowed());
    }

    [Fact]
    public void Scale_of_an_unknown_cluster_is_allowed_with_a_warning()
    {
        var answer = Reviews.Answer(Reviews.Scale(2));

        Assert.True(answer.IsAllowed());
        Assert.Equal(["KafkaCluster streaming/prod is not known here yet: replicas were not checked [GEN-12]"], answer.Warnings());
    }

    [Fact]
    public void Connect_status_and_foreign_kinds_are_allowed()
    {
        Assert.True(Reviews.Answer(Reviews.Review("CONNECT", "KafkaTopic", "null", "null")).IsAllowed());
        Assert.True(Reviews.Answer(Reviews.Create(Reviews.Orders.Replace(":12", ":0")).Replace("\"name\":\"orders\",\"namespace\":\"streaming\",\"operation\"", "\"subResource\":\"status\",\"operation\"")).IsAllowed());
        Assert.Contains("has no rules here", Reviews.Answer(Reviews.Create("{}", "Gadget")).Warnings().Single());
    }

    [Theory]
    [InlineData("\"config\":{\"retention.ms\":[1]}", "spec.config[retention.ms]: Invalid value: \"array\": must be a string, number or boolean [KT-27]")]
    [InlineData("\"config\":null", "spec.config: Invalid value: null: must be an object; give a value or remove the field [SCHEMA-02]")]
    [InlineData("\"config\":\"none\"", "spec.config: Invalid value: \"none\": must be an object [SCHEMA-02]")]
    public void Structure_that_no_resource_has_is_refused(string config, string refusal)
    {
        var answer = Reviews.Answer(Reviews.Create(Reviews.Orders.Replace("\"config\":{\"retention.ms\":\"604800000\"}", config)));

        Assert.Equal($"KafkaTopic.gitopskafka.io \"orders\" is invalid: {refusal}", answer.Message());
    }

    [Theory]
    [InlineData("{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1beta1\",\"request\":{}}", "unsupported \"admission.k8s.io/v1beta1\" \"AdmissionReview\": supported is \"admission.k8s.io/v1\" \"AdmissionReview\"")]
    [InlineData("{}", "unsupported nothing nothing: supported is \"admission.k8s.io/v1\" \"AdmissionReview\"")]
    [InlineData("[]", "malformed AdmissionReview: it is no object")]
    [InlineData("", "malformed AdmissionReview: no JSON at line 1, byte 1")]
    [InlineData("{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\"}", "malformed AdmissionReview: request is missing")]
    [InlineData("{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{\"uid\":\"\"}}", "malformed AdmissionReview: request.uid is missing or too long")]
    public void Unreadable_review_is_answered_with_one_line(string review, string line)
    {
        var answer = Reviews.Answer(review);

        Assert.Equal(400, answer.StatusCode);
        Assert.Equal(line, answer.Text());
    }

    [Fact]
    public void Truncated_review_is_answered_with_400_wherever_it_ends()
    {
        var review = Encoding.UTF8.GetBytes(Reviews.Update(Reviews.Orders, Reviews.Orders).TrimEnd());

        for (var length = 0; length < review.Length; length++)
            Assert.Equal(400, Reviews.Answer(review[..length]).StatusCode);
    }

    [Fact]
    public void Oversized_review_is_refused_with_its_uid()
    {
        var review = Reviews.Create(Reviews.Orders.Replace("604800000", new string('7', 7 << 20)));

        var answer = Reviews.Answer(review);

        Assert.Equal(200, answer.StatusCode);
        Assert.False(answer.IsAllowed());
        Assert.Equal(Reviews.Uid, answer.Response().GetProperty("uid").GetString());
        Assert.Equal(413, answer.Response().GetProperty("status").GetProperty("code").GetInt32());
        Assert.Equal(413, Reviews.Answer(new byte[(7 << 20) + 1]).StatusCode);
    }

    [Fact]
    public void Mutated_reviews_never_throw()
    {
        byte[][] valid = [Bytes(Reviews.Update(Reviews.Orders, Reviews.Orders)), Bytes(Reviews.Create(Reviews.Prod, "KafkaCluster")), Bytes(Reviews.Scale(2)), Bytes(Reviews.Delete(Reviews.Orders))];
        var random = new Random(20);

        for (var round = 0; round < 10_000; round++)
        {
            var review = Mutate(valid[round % valid.Length], random);
            var answer = Reviews.Answer(review, WithProd);
            Assert.True(answer.StatusCode is 200 or 400 or 413, $"round {round}: {answer.StatusCode}");
            if (answer.StatusCode == 200)
                _ = answer.IsAllowed();
        }
    }

    private static string WithUnknown(int count) =>
        Reviews.Orders.Replace("\"604800000\"", "\"604800000\"," + string.Join(',', Enumerable.Range(0, count).Select(number => $"\"unknown.{number:d4}\":1")));

    private static byte[] Bytes(string review) => Encoding.UTF8.GetBytes(review);

    private static byte[] Mutate(byte[] review, Random random)
    {
        ReadOnlySpan<string> pieces = ["null", "[]", "{}", "\"\"", "-1", "1e999", "true", "\"\\ud800\"", "\u00ff", "99999999999", "\"x\":1,", ",", "]", "[[["];
        var bytes = review.ToList();
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 30), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, Bytes(pieces[random.Next(pieces.Length)]));
                    break;
                default:
                    ReplaceValue(bytes, at, pieces[random.Next(pieces.Length)]);
                    break;
            }

            if (bytes.Count == 0)
                break;
        }

        return [.. bytes];
    }

    /// <summary>Puts another value after the next colon: mutants that are still JSON reach further.</summary>
    private static void ReplaceValue(List<byte> bytes, int at, string value)
    {
        var colon = bytes.IndexOf((byte)':', at);
        var end = colon < 0 ? -1 : bytes.FindIndex(colon, b => b is (byte)',' or (byte)'}');
        if (end < 0)
            return;
        bytes.RemoveRange(colon + 1, end - colon - 1);
        bytes.InsertRange(colon + 1, Bytes(value));
    }
}
