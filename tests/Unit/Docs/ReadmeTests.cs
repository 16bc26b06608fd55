using System.Text.RegularExpressions;

namespace GitOpsKafka.Tests.Unit.Docs;

public sealed partial class ReadmeTests
{
    private static readonly string Root = FindRoot(new DirectoryInfo(AppContext.BaseDirectory));

    public static TheoryData<string> Files => [.. Directory.GetFiles(Root, "*.md").Concat(Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)).Select(file => Path.GetRelativePath(Root, file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_that_a_page_names_exists(string page)
    {
        var text = File.ReadAllText(Path.Combine(Root, page));
        var folder = Path.GetDirectoryName(Path.Combine(Root, page))!;

        var named = Paths().Matches(text).Select(match => Path.Combine(Root, match.Groups["path"].Value))
            .Concat(Links().Matches(text).Select(match => Path.Combine(folder, match.Groups["path"].Value)));

        Assert.All(named, path => Assert.True(Path.Exists(path), path));
    }

    [Fact]
    public void Readme_follows_a_topic_through_the_files() =>
        Assert.True(Paths().Count(File.ReadAllText(Path.Combine(Root, "README.md"))) >= 12);

    /// <summary>Source files in backticks, from the root of the checkout.</summary>
    [GeneratedRegex("`(?<path>[a-zA-Z]+/[A-Za-z/]+\\.cs)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Paths();

    [GeneratedRegex(@"\]\((?<path>[a-z][A-Za-z0-9/._-]*)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Links();

    private static string FindRoot(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, "GitOpsKafka.sln")) ? folder.FullName : FindRoot(folder.Parent!);
}
