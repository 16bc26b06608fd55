using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Manifests;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Tests.Unit.Platform.Rendering;

/// <summary>Each manifest in Golden next to a folder with all that it becomes, file by file. UPDATE_GOLDEN=1 writes them anew; then read the diff.</summary>
public sealed class GoldenTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder(), "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Cluster_is_rendered_as_it_always_was(string name)
    {
        var folder = Path.Combine(Folder(), name);
        var rendered = new SortedDictionary<string, string>(Render(name).SelectMany(Files).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            Write(folder, rendered);

        Assert.Equal(rendered.Keys, Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal));
        Assert.All(rendered, file => Assert.Equal(File.ReadAllText(Path.Combine(folder, file.Key)), file.Value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_object_is_of_a_type_that_is_watched_and_belongs_to_the_cluster(string name)
    {
        foreach (var rendered in Render(name))
        {
            Assert.Contains(rendered.Key.Type, ClusterRenderer.Types);
            Assert.Equal("uid-1", rendered.At("metadata", "ownerReferences")!.Value[0].GetProperty("uid").GetString());
            Assert.Equal("orders", rendered.Label(Marks.Cluster));
        }
    }

    private static ImmutableArray<KubeObject> Render(string name)
    {
        var parsed = ManifestParser.Parse(name + ".yaml", File.ReadAllBytes(Path.Combine(Folder(), name + ".yaml")), ManifestLimits.Default);
        Assert.Empty(parsed.Errors);
        return ClusterRenderer.Render((KafkaCluster)Assert.Single(parsed.Resources).Value, "uid-1");
    }

    /// <summary>
    /// The settings in a ConfigMap are a file of their own: a changed line shows as one. Its other texts are constants, of which only the
    /// names are held here.
    /// </summary>
    private static IEnumerable<KeyValuePair<string, string>> Files(KubeObject rendered)
    {
        var json = rendered.ToNode();
        if (rendered.Key.Type == ResourceType.ConfigMaps)
        {
            var texts = json["data"]!.AsObject();
            yield return KeyValuePair.Create($"{rendered.Key.Name}.properties", (texts[ConfigMapRenderer.PropertiesFile] ?? texts[EnsembleSettings.File])!.GetValue<string>());
            json["data"] = new JsonObject(texts.Select(text => KeyValuePair.Create<string, JsonNode?>(text.Key, "…")));
        }

        yield return KeyValuePair.Create($"{rendered.Key.Type.Kind}.{rendered.Key.Name}.json", json.ToJsonString(Indented) + "\n");
    }

    private static void Write(string folder, IDictionary<string, string> files)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        foreach (var (name, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
            File.WriteAllText(Path.Combine(folder, name), text);
        }
    }

    private static string Folder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "Golden");
}
