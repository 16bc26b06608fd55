using System.Diagnostics;
using System.Text;
using GitOpsKafka.Platform.Manifests;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Tests.Unit.Platform.Manifests;

public sealed class RevisionReaderTests
{
    private static readonly Commit Head = new(
        ResourceKey.Parse("GitSource/streaming/platform"), "https://git.example.com/platform.git", "main", new string('a', 40), "Ada <ada@example.com>", "Ada <ada@example.com>", "Add topics",
        new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), 7);

    [Fact]
    public void Sound_files_give_all_resources_sorted_by_key()
    {
        var revision = Read([Topics("b.yaml", "returns"), Topics("a.yaml", "orders")]);

        Assert.True(revision.IsUsable);
        Assert.Equal(["KafkaTopic/streaming/orders", "KafkaTopic/streaming/returns"], revision.Resources.Keys.Select(key => key.ToString()));
    }

    [Fact]
    public void Two_documents_of_one_resource_are_refused_naming_both_places()
    {
        var revision = Read([Topics("b.yaml", "returns", "orders"), Topics("a.yaml", "orders")]);

        Assert.Equal(["b.yaml:12:12: metadata.name: KafkaTopic/streaming/orders is already described at a.yaml:2 [SCHEMA-11]"], revision.Errors.Select(error => error.ToString()));
        Assert.Empty(revision.Resources);
    }

    [Fact]
    public void Violations_become_errors_and_warnings_with_the_place_of_the_field()
    {
        var revision = Read([Topics("a.yaml", "orders")], (topic, _) => new Verdict(
        [
            new Violation("KT-07", Severity.Deny, FieldPath.Spec.Field("partitions"), FieldErrorType.Invalid, "12", "must be at most 6"),
            new Violation("KT-20", Severity.Warn, FieldPath.Spec.Field("config"), FieldErrorType.Required, null, "say how long records are kept"),
        ]));

        Assert.Equal(["a.yaml:7:3: spec.partitions: Invalid value: 12: must be at most 6 [KT-07]"], revision.Errors.Select(error => error.ToString()));
        Assert.Equal(["a.yaml:5:1: spec.config: Required value: say how long records are kept [KT-20]"], revision.Warnings.Select(error => error.ToString()));
        Assert.Empty(revision.Resources);
    }

    [Fact]
    public void Rules_see_the_neighbours_of_the_same_revision()
    {
        var seen = new List<string>();
        Read([Topics("a.yaml", "orders", "returns"), Cluster("c.yaml")], (resource, neighbours) =>
        {
            if (resource.Value is KafkaTopic topic)
                seen.Add($"{topic.Metadata.Name} in {neighbours.Cluster(topic.ClusterKey)?.Spec.Version} of {neighbours.TopicsOf(topic.ClusterKey).Count()}");
            return Verdict.Clean;
        });

        Assert.Equal(["orders in 4.2.1 of 2", "returns in 4.2.1 of 2"], seen);
    }

    [Fact]
    public void Rules_are_asked_although_another_file_is_broken()
    {
        var broken = ManifestParser.Parse("z.yaml", "a: b: c"u8.ToArray(), ManifestLimits.Default);

        var revision = Read([broken, Topics("a.yaml", "orders")], (_, _) => new Verdict([new Violation("KT-07", Severity.Deny, FieldPath.Spec, FieldErrorType.Forbidden, null, "not today")]));

        Assert.Equal(["KT-07", "YAML-01"], revision.Errors.Select(error => error.RuleId));
    }

    [Fact]
    public void Long_list_of_errors_is_cut_and_closed_with_the_number_of_the_rest()
    {
        var files = Enumerable.Range(0, 20).Select(i => ManifestParser.Parse($"{i:00}.yaml", "a: 1\n"u8.ToArray(), new ManifestLimits { MaxErrors = 2 }));

        var revision = RevisionReader.Read(Head, files, (_, _) => Verdict.Clean, maxErrors: 5);

        Assert.Equal(6, revision.Errors.Length);
        Assert.Equal("02.yaml: +75 more errors [YAML-99]", revision.Errors[^1].ToString());
    }

    [Fact]
    public void Thousand_small_files_are_read_in_well_under_a_second()
    {
        var contents = Enumerable.Range(0, 1_000).Select(i => Encoding.UTF8.GetBytes(Manifest($"topic-{i}"))).ToList();
        var fastest = TimeSpan.MaxValue;
        for (var run = 0; run < 3; run++)
        {
            var clock = Stopwatch.StartNew();
            var revision = Read(contents.Select((content, i) => ManifestParser.Parse($"{i}.yaml", content, ManifestLimits.Default)));
            Assert.Equal(1_000, revision.Resources.Count);
            fastest = clock.Elapsed < fastest ? clock.Elapsed : fastest;
        }

        Assert.InRange(fastest.TotalMilliseconds, 0, 1_000);
    }

    private static Revision Read(IEnumerable<ManifestFile> files, Func<DesiredResource, INeighbours, Verdict>? judge = null) => RevisionReader.Read(Head, files, judge ?? ((_, _) => Verdict.Clean));

    private static ManifestFile Topics(string file, params string[] names) =>
        ManifestParser.Parse(file, Encoding.UTF8.GetBytes(string.Concat(names.Select(Manifest))), ManifestLimits.Default);

    private static string Manifest(string name) => $$"""
        ---
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaTopic
        metadata: {name: {{name}}, namespace: streaming}
        spec:
          clusterRef: {name: orders}
          partitions: 12
          replicationFactor: 3

        """;

    private static ManifestFile Cluster(string file) => ManifestParser.Parse(
        file, "apiVersion: gitopskafka.io/v1alpha1\nkind: KafkaCluster\nmetadata: {name: orders, namespace: streaming}\nspec: {version: 4.2.1, brokers: {replicas: 3}}\n"u8.ToArray(), ManifestLimits.Default);
}
