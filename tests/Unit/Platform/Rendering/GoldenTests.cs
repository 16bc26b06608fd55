using System.Text.Json;
using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Tests.Unit.Platform.Rendering;

/// <summary>All that a cluster becomes, file by file under <c>Golden</c>. UPDATE_GOLDEN=1 writes them anew.</summary>
public sealed class GoldenTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names => [.. Rendered.Keys];

    private static SortedDictionary<string, string> Rendered { get; } =
        new(Clusters.Render(Clusters.Orders()).SelectMany(Files).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Names))]
    public void Cluster_is_rendered_as_it_always_was(string name)
    {
        var file = Path.Combine(Folder(), name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, Rendered[name]);
        }

        Assert.Equal(File.Exists(file) ? File.ReadAllText(file) : "(the file is missing; run the tests with UPDATE_GOLDEN=1)", Rendered[name]);
    }

    [Fact]
    public void Nothing_is_left_of_what_is_rendered_no_more() =>
        Assert.Equal(Rendered.Keys, Directory.GetFiles(Folder(), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder(), file)).Order(StringComparer.Ordinal));

    /// <summary>A ConfigMap's texts are files of their own: a changed line shows as one.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Files(KubeObject rendered) => rendered.Key.Type == ResourceType.ConfigMaps
        ? rendered.At("data")!.Value.EnumerateObject().Select(text => KeyValuePair.Create($"{rendered.Key.Name}/{text.Name}", text.Value.GetString()!))
        : [KeyValuePair.Create($"{rendered.Key.Type.Kind}.{rendered.Key.Name}.json", JsonSerializer.Serialize(rendered.Json, Indented) + "\n")];

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "GitOpsKafka.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("the tests do not run inside the repository");
        return Path.Combine(folder.FullName, "tests", "Unit", "Platform", "Rendering", "Golden");
    }
}
