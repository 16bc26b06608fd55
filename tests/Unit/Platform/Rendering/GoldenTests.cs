using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Manifests;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Tests.Unit.Platform.Rendering;

/// <summary>
/// Each manifest in Golden/ next to every object that is made from it. <c>GITOPSKAFKA_ACCEPT=1</c> writes the files anew; then read the diff.
/// </summary>
public sealed class GoldenTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder(), "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Cluster_is_rendered_as_before(string name)
    {
        var rendered = Render(File.ReadAllBytes(Path.Combine(Folder(), name + ".yaml")));
        var golden = Path.Combine(Folder(), name + ".json");
        if (Environment.GetEnvironmentVariable("GITOPSKAFKA_ACCEPT") == "1")
            File.WriteAllText(golden, rendered);

        Assert.Equal(File.ReadAllText(golden), rendered);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_object_is_of_a_type_that_is_watched_and_belongs_to_the_cluster(string name)
    {
        foreach (var rendered in ClusterRenderer.Render(Read(File.ReadAllBytes(Path.Combine(Folder(), name + ".yaml"))), "uid-1"))
        {
            Assert.Contains(rendered.Key.Type, ClusterRenderer.Types);
            Assert.Equal("uid-1", rendered.At("metadata", "ownerReferences")!.Value[0].GetProperty("uid").GetString());
            Assert.Equal("orders", rendered.Label(Marks.Cluster));
        }
    }

    private static string Render(byte[] manifest)
    {
        var objects = new JsonObject(ClusterRenderer.Render(Read(manifest), "uid-1").Select(made => KeyValuePair.Create<string, JsonNode?>(made.Key.ToString(), made.ToNode())));
        // Line breaks of files in a ConfigMap are shown as such: a diff of one long line tells nobody anything.
        return objects.ToJsonString(Indented).Replace("\\n", "\n", StringComparison.Ordinal) + "\n";
    }

    private static KafkaCluster Read(byte[] manifest)
    {
        var parsed = ManifestParser.Parse("cluster.yaml", manifest, new ManifestLimits());
        Assert.Empty(parsed.Errors);
        return (KafkaCluster)Assert.Single(parsed.Resources).Value;
    }

    private static string Folder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "Golden");
}
