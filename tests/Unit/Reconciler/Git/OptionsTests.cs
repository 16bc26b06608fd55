using GitOpsKafka.Reconciler.Git;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Tests.Unit.Reconciler.Git;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("https://git.example.com/team/platform.git")]
    [InlineData("http://gitea.streaming.svc:3000/team/platform")]
    [InlineData("git://git.example.com/platform.git")]
    [InlineData("file:///srv/git/platform.git")]
    [InlineData("/srv/git/platform.git")]
    [InlineData("../platform")]
    public void Url_of_a_supported_kind_is_accepted(string url) => Assert.Empty(Problems(("Url", url)));

    [Theory]
    [InlineData("ssh://git@git.example.com/platform.git", "is not supported: use https://")]
    [InlineData("git@git.example.com:team/platform.git", "is not supported: use https://")]
    [InlineData("https://", "is no URL")]
    [InlineData("", "field is required")]
    public void Url_of_another_kind_is_refused_with_a_remedy(string url, string problem) =>
        Assert.Contains(Problems(("Url", url)), text => text.Contains(problem, StringComparison.Ordinal));

    [Theory]
    [InlineData("https://reader:s3cret@git.example.com/platform.git")]
    [InlineData("https://s3cret@git.example.com/platform.git")]
    [InlineData("https://git.example.com/platform.git?private_token=s3cret")]
    [InlineData("ssh://reader:s3cret@git.example.com/platform.git")]
    [InlineData("https://reader:s3cret/with@sign@git.example.com/platform.git")]
    public void Url_with_credentials_is_refused_and_not_repeated(string url)
    {
        var problems = Problems(("Url", url));

        Assert.Contains(problems, text => text.Contains("TokenFile", StringComparison.Ordinal) || text.Contains("https://", StringComparison.Ordinal));
        Assert.DoesNotContain(problems, text => text.Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    public void All_problems_are_told_at_once()
    {
        var problems = Problems(
            ("Url", "http://git.example.com/platform.git"),
            ("Branch", "refs/heads/main"),
            ("Path", "../secrets"),
            ("TokenFile", "/run/token"),
            ("PasswordFile", "/run/password"),
            ("CaFile", "/run/ca.pem"),
            ("Name", "Platform!"),
            ("PollInterval", "00:00:00.5"));

        foreach (var option in new[] { "Branch: ", "CaFile: ", "Name", "PasswordFile exclude", "Path: ", "PollInterval", "TokenFile are for https://" })
            Assert.Contains(problems, problem => problem.Contains(option, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("feature..x")]
    [InlineData("with space")]
    [InlineData("ends.lock")]
    public void Branch_that_git_would_not_allow_is_refused(string branch) =>
        Assert.Contains(Problems(("Url", "/srv/git/platform.git"), ("Branch", branch)), text => text.StartsWith("Branch: ", StringComparison.Ordinal));

    [Theory]
    [InlineData("https://git.example.com/team/Kafka_Platform.git", "kafka-platform")]
    [InlineData("/srv/git/platform/", "platform")]
    [InlineData("https://git.example.com/...", "repository")]
    public void Name_comes_from_the_last_part_of_the_url(string url, string name) => Assert.Equal(name, GitUrl.Parse(url).Name);

    private static string[] Problems(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build();
        using var services = new ServiceCollection()
            .AddLogging()
            .AddGitSource(configuration, new ManifestReading<string>((_, _) => "", (_, _) => throw Unexpected.Call()))
            .BuildServiceProvider();
        try
        {
            _ = services.GetRequiredService<IOptions<GitSourceOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException refused)
        {
            return [.. refused.Failures];
        }
    }
}
