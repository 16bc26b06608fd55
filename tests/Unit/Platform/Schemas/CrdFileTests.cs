using System.Text;
using GitOpsKafka.Platform.Schemas;

namespace GitOpsKafka.Tests.Unit.Platform.Schemas;

public sealed class CrdFileTests
{
    public static TheoryData<string> Paths => [.. CrdFiles.All().Select(file => file.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Definition_in_the_repository_is_the_generated_one(string path)
    {
        var file = Path.Combine(RepositoryRoot(), path);
        var text = CrdFiles.All().Single(crd => crd.Path == path).Text;
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        Assert.Equal(text, File.Exists(file) ? File.ReadAllText(file) : "(the file is missing; run the tests with UPDATE_GOLDEN=1)");
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Definition_is_small_enough_to_be_applied(string path) =>
        Assert.InRange(Encoding.UTF8.GetByteCount(CrdFiles.All().Single(crd => crd.Path == path).Text), 1_000, 200_000);

    [Fact]
    public void Definitions_of_kinds_that_are_gone_are_gone()
    {
        var files = Directory.GetFiles(Path.Combine(RepositoryRoot(), "manifests", "crds"), "*.yaml").Select(file => "manifests/crds/" + Path.GetFileName(file));

        Assert.Equal(CrdFiles.All().Select(crd => crd.Path).Order(), files.Order());
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "GitOpsKafka.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("the tests do not run inside the repository");
        return folder.FullName;
    }
}
