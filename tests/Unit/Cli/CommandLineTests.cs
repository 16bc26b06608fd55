using System.Text.Json;
using GitOpsKafka.Cli.Commands;
using GitOpsKafka.Cli.Output;

namespace GitOpsKafka.Tests.Unit.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly CliWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Wrong_usage_is_told_in_one_line_with_the_way_to_help()
    {
        var result = await _world.RunAsync("validate", "--output", "xml");

        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("see: gitopskafka validate --help\n", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("validate")]
    [InlineData("plan")]
    [InlineData("get")]
    [InlineData("audit")]
    [InlineData("audit", "list")]
    [InlineData("audit", "show")]
    [InlineData("audit", "verify")]
    [InlineData("audit", "follow")]
    [InlineData("audit", "export")]
    [InlineData("rules")]
    [InlineData("generate")]
    [InlineData("completion")]
    [InlineData("version")]
    public async Task Help_shows_examples_and_exit_codes(params string[] command)
    {
        var result = await _world.RunAsync([.. command, "--help"]);

        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Contains("Examples:\n  ", result.Output, StringComparison.Ordinal);
        Assert.Contains("Exit codes:\n  ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_on_the_line_shows_help() => Assert.Contains("audit", (await _world.RunAsync()).Output, StringComparison.Ordinal);

    [Fact]
    public async Task Verbose_tells_where_in_the_program_it_failed()
    {
        Assert.DoesNotContain("   at ", (await _world.RunAsync("plan", "gone")).Error, StringComparison.Ordinal);
        Assert.Contains("   at ", (await _world.RunAsync("plan", "gone", "--verbose")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kubeconfig_that_is_not_there_is_named()
    {
        var result = await _world.RunAsync("get", "--kubeconfig", "gone");

        Assert.Equal((2, $"error: --kubeconfig {Path.Combine(_world.Folder, "gone")}: there is no such file\n"), (result.Code, result.Error));
    }

    [Fact]
    public async Task Generate_writes_the_kinds_and_check_finds_what_differs()
    {
        Assert.Equal((1, "missing: manifests/crds/gitopskafka.io_kafkaclusters.yaml\nmissing: manifests/crds/gitopskafka.io_kafkatopics.yaml\n"), Answer(await _world.RunAsync("generate", "--check")));
        Assert.Equal((0, ""), Answer(await _world.RunAsync("generate")));
        Assert.Equal((0, ""), Answer(await _world.RunAsync("generate", "--check")));

        _world.Write("manifests/crds/gitopskafka.io_kafkatopics.yaml", _world.Read("manifests/crds/gitopskafka.io_kafkatopics.yaml") + "# edited\n");

        Assert.Equal((1, "differs: manifests/crds/gitopskafka.io_kafkatopics.yaml\n"), Answer(await _world.RunAsync("generate", "--check")));
    }

    [Fact]
    public async Task Rules_are_explained() =>
        Assert.Equal((0, "KT-08  Partitions never become fewer\n  Kafka cannot remove a partition.\n  refused on update, for KafkaTopic\n"), Answer(await _world.RunAsync("rules", "kt-08")));

    [Fact]
    public async Task Rules_are_listed()
    {
        Assert.Contains("KT-08", (await _world.RunAsync("rules")).Output, StringComparison.Ordinal);
        Assert.Contains("KT-08", JsonElement.Parse((await _world.RunAsync("rules", "-o", "json")).Output).EnumerateArray().Select(rule => rule.GetProperty("id").GetString()));
        Assert.Equal(1, (await _world.RunAsync("rules", "KT-99")).Code);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task Completion_asks_the_program(string shell) => Assert.Contains("[suggest:", (await _world.RunAsync("completion", shell)).Output, StringComparison.Ordinal);

    [Fact]
    public async Task Suggestions_know_commands_and_values()
    {
        Assert.Contains("validate\n", (await _world.RunAsync("[suggest:3]", "val")).Output, StringComparison.Ordinal);
        Assert.Contains("sarif\n", (await _world.RunAsync("[suggest:12]", "validate -o ")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_names_the_api() => Assert.Contains("gitopskafka.io/v1alpha1", (await _world.RunAsync("version")).Output, StringComparison.Ordinal);

    [Fact]
    public void Colours_never_change_the_text()
    {
        using var output = new StringWriter();
        new CliConsole(output, TextWriter.Null, isOutputColoured: true).Write(StyledLine.Of(("  + create  ", Tone.Good), ("[KT-08] " + new string('x', 300), Tone.Plain)));

        var text = System.Text.RegularExpressions.Regex.Replace(output.ToString(), "\e\\[[0-9;]*m", "");

        Assert.Contains('\e', output.ToString());
        Assert.Equal("  + create  [KT-08] " + new string('x', 300) + "\n", text);
    }

    [Theory]
    [InlineData(0.2, "0.2s")]
    [InlineData(45, "45s")]
    [InlineData(195, "3m15s")]
    [InlineData(7_200, "120m")]
    [InlineData(11_520, "3h12m")]
    [InlineData(432_000, "5d")]
    public void Durations_are_short(double seconds, string text) => Assert.Equal(text, Durations.Short(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Kinds_have_many_names() =>
        Assert.Equal(["kafkatopics", "kafkaclusters"], KindNames.Parse("KafkaTopic,gkc").Select(kind => kind.Type.Plural));

    private static (int Code, string Output) Answer(CliResult result) => (result.Code, result.Output);
}
