using System.Text;
using GitOpsKafka.Platform.Manifests;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Tests.Unit.Platform.Manifests;

public sealed class ManifestParserTests
{
    private const string Topic = """
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaTopic
        metadata: {name: orders.v1, namespace: streaming}
        spec:
          clusterRef: {name: orders}
          partitions: 12
          replicationFactor: 3

        """;

    [Fact]
    public void File_with_several_documents_gives_resources_with_their_lines()
    {
        var file = Read($"# topics\n---\n{Topic}---\n# nothing here\n---\n{Topic.Replace("orders.v1", "returns.v1")}");

        Assert.Empty(file.Errors);
        Assert.Equal(["KafkaTopic/streaming/orders.v1 at topics.yaml:3", "KafkaTopic/streaming/returns.v1 at topics.yaml:13"], file.Resources.Select(topic => $"{topic.Key} at {topic.Location}"));
        Assert.Equal(12, ((KafkaTopic)file.Resources[0].Value).Spec.Partitions);
    }

    [Fact]
    public void Manifest_holds_exactly_what_was_written()
    {
        var file = Read("kind: KafkaTopic\nmetadata: {name: orders.v1, namespace: streaming}\napiVersion: gitopskafka.io/v1alpha1\nspec: {replicationFactor: 3, partitions: 12, clusterRef: {name: orders}, config: {retention.ms: 1e3}}\n");

        Assert.Equal(
            """{"kind":"KafkaTopic","metadata":{"name":"orders.v1","namespace":"streaming"},"apiVersion":"gitopskafka.io/v1alpha1","spec":{"replicationFactor":3,"partitions":12,"clusterRef":{"name":"orders"},"config":{"retention.ms":1e3}}}""",
            file.Resources.Single().Manifest.Json.GetRawText());
    }

    [Fact]
    public void Namespace_is_filled_in_where_a_default_is_given()
    {
        var content = Topic.Replace(", namespace: streaming", "");

        Assert.Equal(["topics.yaml:3:1: metadata.namespace: Required value: give a string [SCHEMA-03]"], Errors(content));
        var file = Read(content, new ManifestLimits { DefaultNamespace = "streaming" });
        Assert.Equal("KafkaTopic/streaming/orders.v1", file.Resources.Single().Key.ToString());
        Assert.Equal("streaming", file.Resources.Single().Manifest.Key.Namespace);
    }

    [Fact]
    public void Anchors_are_expanded()
    {
        var file = Read(Topic + "---\n" + Topic.Replace("partitions: 12", "partitions: &n 3").Replace("replicationFactor: 3", "replicationFactor: *n").Replace("v1,", "v2,"));

        Assert.Empty(file.Errors);
        Assert.Equal(3, ((KafkaTopic)file.Resources[1].Value).Spec.ReplicationFactor);
    }

    [Fact]
    public void Position_of_a_field_is_its_key_or_the_nearest_ancestor()
    {
        var file = Read(Topic);

        Assert.Equal(new TextPosition(6, 3), file.PositionOf(0, FieldPath.Spec.Field("partitions")));
        Assert.Equal(new TextPosition(5, 16), file.PositionOf(0, FieldPath.Spec.Field("clusterRef").Field("name")));
        Assert.Equal(new TextPosition(4, 1), file.PositionOf(file.Resources[0].Key, FieldPath.Spec.Field("config").Key("retention.ms")));
        Assert.Equal(default, file.PositionOf(ResourceKey.Parse("KafkaTopic/streaming/none"), FieldPath.Root));
    }

    [Fact]
    public void All_errors_of_a_file_are_reported_with_their_lines() =>
        Assert.Equal(
            [
                """topics.yaml:2:1: kind: Unsupported value: "KafkaTopc": must be one of KafkaCluster, KafkaTopic; did you mean "KafkaTopic"? [SCHEMA-04]""",
                """topics.yaml:14:3: spec.partitions: Invalid value: "twelve": must be an integer from 1 to 10000 [SCHEMA-02]""",
                """topics.yaml:16:3: spec.replicas: Forbidden: unknown field "replicas"; known fields are clusterRef, topicName, partitions, replicationFactor, config, deletionProtection [SCHEMA-01]""",
                "topics.yaml:21:10: broken YAML: while scanning a plain scalar value, found invalid mapping [YAML-01]",
                "topics.yaml:26:3: tabs cannot indent YAML; use spaces [YAML-02]",
            ],
            Errors(
                Topic.Replace("KafkaTopic", "KafkaTopc")
                + "---\n" + Topic.Replace("12", "twelve") + "  replicas: 3\n"
                + "---\n" + "apiVersion: gitopskafka.io/v1alpha1\nkind: KafkaTopic\nmetadata:\n  name: a: b\n"
                + "---\n" + "apiVersion: gitopskafka.io/v1alpha1\nkind: KafkaTopic\nspec:\n  \tpartitions: 3\n"
                + "---\n" + Topic));

    [Theory]
    [InlineData("apiVersion: v1\nkind: KafkaTopic\nmetadata: {name: a, namespace: b}\nspec: {clusterRef: {name: orders}, partitions: 1, replicationFactor: 1}", """topics.yaml:1:1: apiVersion: Unsupported value: "v1": must be gitopskafka.io/v1alpha1 [SCHEMA-04]""")]
    [InlineData("apiVersion: gitopskafka.io/v1alpha1\nmetadata: {name: a, namespace: b}", "topics.yaml:1:1: kind: Required value: give one of KafkaCluster, KafkaTopic [SCHEMA-03]")]
    [InlineData("apiVersion: gitopskafka.io/v1alpha1\nkind: KafkaTopic\nmetadata: {name: a, namespace: b}", "topics.yaml:1:1: spec: Required value: give an object [SCHEMA-03]")]
    [InlineData("- a\n- b", "topics.yaml:1:1: a manifest must be an object with apiVersion, kind, metadata and spec [SCHEMA-02]")]
    [InlineData("just text", "topics.yaml:1:1: a manifest must be an object with apiVersion, kind, metadata and spec [SCHEMA-02]")]
    public void Document_that_is_no_resource_is_refused(string content, string expected) => Assert.Equal([expected], Errors(content));

    [Theory]
    [InlineData("metadata: {name: orders.v1, namespace: streaming}", "metadata: {name: a/b, namespace: streaming}", """topics.yaml:3:12: metadata.name: Invalid value: "a/b": must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit [SCHEMA-06]""")]
    [InlineData("namespace: streaming}", "namespace: streaming, labels: {team: 7}}", """topics.yaml:3:60: metadata.labels[team]: Invalid value: 7: must be a string; quote it: "7" [SCHEMA-02]""")]
    [InlineData("namespace: streaming}", "namespace: streaming, uid: abc}", "topics.yaml:3:51: metadata.uid: Forbidden: the API server sets this field; remove it [SCHEMA-10]")]
    [InlineData("spec:", "status: {}\nspec:", "topics.yaml:4:1: status: Forbidden: status is written by the operator; remove it from the manifest [SCHEMA-10]")]
    [InlineData("  partitions: 12\n", "", "topics.yaml:4:1: spec.partitions: Required value: give an integer from 1 to 10000 [SCHEMA-03]")]
    [InlineData("partitions: 12", "partitions: 0", "topics.yaml:6:3: spec.partitions: Invalid value: 0: must be at least 1 [SCHEMA-05]")]
    [InlineData("partitions: 12", "partitions: 12\n  partitions: 13", """topics.yaml:7:3: the key "partitions" is already given in line 6 [YAML-06]""")]
    [InlineData("partitions: 12", "7: 12", """topics.yaml:6:3: the key 7 is not a string; quote it: "7" [YAML-07]""")]
    [InlineData("partitions: 12", "~: 12", """topics.yaml:6:3: the key ~ is not a string; quote it: "~" [YAML-07]""")]
    [InlineData("partitions: 12", "? [partitions]\n  : 12", "topics.yaml:6:5: a key must be a string [YAML-07]")]
    [InlineData("partitions: 12", "<<: {partitions: 12}", "topics.yaml:6:3: merge keys (<<) are not supported; write the fields out [YAML-08]")]
    [InlineData("partitions: 12", "partitions: !!int 12", "topics.yaml:6:15: the tag tag:yaml.org,2002:int is not supported; remove it [YAML-09]")]
    [InlineData("partitions: 12", "partitions: !env PARTITIONS", "topics.yaml:6:15: the tag !env is not supported; remove it [YAML-09]")]
    [InlineData("partitions: 12", "partitions: 012", "topics.yaml:6:15: 012 reads as different numbers in different versions of YAML; write it in decimal without leading zeros and underscores, or quote it [YAML-12]")]
    [InlineData("partitions: 12", "partitions: 1_000", "topics.yaml:6:15: 1_000 reads as different numbers in different versions of YAML; write it in decimal without leading zeros and underscores, or quote it [YAML-12]")]
    [InlineData("partitions: 12", "partitions: .inf", "topics.yaml:6:15: .inf is no number in JSON; quote it [YAML-12]")]
    [InlineData("partitions: 12", "partitions: 1e999", "topics.yaml:6:15: 1e999 is too long or too large for a number; quote it [YAML-12]")]
    [InlineData("partitions: 12", "partitions: *count", "topics.yaml:6:15: the alias *count has no anchor before it [YAML-13]")]
    [InlineData("partitions: 12", "partitions: &self [*self]", "topics.yaml:6:22: the alias *self has no anchor before it [YAML-13]")]
    [InlineData("partitions: 12", "partitions: [12", "topics.yaml:6:15: broken YAML: this bracket or brace is not closed [YAML-01]")]
    [InlineData("partitions: 12", "partitions: \"12", "topics.yaml:6:15: broken YAML: while scanning a multi-line double-quoted scalar, found wrong indentation [YAML-01]")]
    [InlineData("partitions: 12", "partitions: 1\u00012", "topics.yaml:6:16: the character U+0001 cannot stand in YAML; remove it, or write it as an escape in double quotes [YAML-14]")]
    [InlineData("partitions: 12", "partitions: 12\u00a0\u0085", "topics.yaml:6:18: the character U+0085 cannot stand in YAML; remove it, or write it as an escape in double quotes [YAML-14]")]
    [InlineData("  partitions: 12", "\tpartitions: 12", "topics.yaml:6:1: tabs cannot indent YAML; use spaces [YAML-02]")]
    [InlineData("  partitions: 12", "  \tpartitions: 12", "topics.yaml:6:3: tabs cannot indent YAML; use spaces [YAML-02]")]
    [InlineData("  clusterRef: {name: orders}", "  clusterRef:\n  \t name: orders", "topics.yaml:6:3: tabs cannot indent YAML; use spaces [YAML-02]")]
    [InlineData("apiVersion", "%YAML 1.2\n---\napiVersion", "topics.yaml:1:1: YAML directives (lines with %) are not supported; remove this line [YAML-15]")]
    public void Slip_in_a_topic_is_refused_at_its_place(string original, string slip, string expected) => Assert.Equal([expected], Errors(Topic.Replace(original, slip)));

    [Fact]
    public void Yes_and_on_stay_text() =>
        Assert.Equal(
            ["""topics.yaml:8:3: spec.deletionProtection: Invalid value: "yes": must be true or false [SCHEMA-02]"""],
            Errors(Topic + "  deletionProtection: yes\n"));

    [Fact]
    public void Json_with_tabs_is_fine() =>
        Assert.Empty(Errors("{\n\t\"apiVersion\": \"gitopskafka.io/v1alpha1\",\n\t\"kind\": \"KafkaTopic\",\n\t\"metadata\": {\"name\": \"orders\", \"namespace\": \"streaming\"},\n\t\"spec\": {\n\t\t\"clusterRef\": {\"name\": \"orders\"}, \"partitions\": 1, \"replicationFactor\": 1\n\t}\n}\n"));

    [Fact]
    public void Only_so_many_errors_are_kept_and_the_rest_is_counted()
    {
        var file = Read(Topic + string.Concat(Enumerable.Range(0, 30).Select(i => $"  unknown{i}: 1\n")), new ManifestLimits { MaxErrors = 10 });

        Assert.Equal(10, file.Errors.Length);
        Assert.Equal(20, file.Unlisted);
    }

    [Fact]
    public void Byte_order_mark_and_windows_line_ends_are_fine()
    {
        var file = ManifestParser.Parse("topics.yaml", new byte[] { 0xEF, 0xBB, 0xBF }.Concat(Encoding.UTF8.GetBytes(Topic.Replace("\n", "\r\n").Replace("12", "x"))).ToArray(), ManifestLimits.Default);

        Assert.Equal(["topics.yaml:6:3: spec.partitions: Invalid value: \"x\": must be an integer from 1 to 10000 [SCHEMA-02]"], file.Errors.Select(error => error.ToString()));
    }

    private static ManifestFile Read(string content, ManifestLimits? limits = null) => ManifestParser.Parse("topics.yaml", Encoding.UTF8.GetBytes(content), limits ?? ManifestLimits.Default);

    private static IEnumerable<string> Errors(string content) => Read(content).Errors.Select(error => error.ToString());
}
