using System.Text.Json;
using System.Xml.Linq;

namespace GitOpsKafka.Tests.Unit.Cli;

public sealed class ValidateCommandTests : IDisposable
{
    private const string Sound = """
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaTopic
        metadata: {name: orders.v1, namespace: streaming}
        spec: {clusterRef: {name: orders}, partitions: 6, replicationFactor: 3}

        """;

    private const string Unsound = """
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaTopic
        metadata: {name: payments.v1, namespace: streaming}
        spec:
          clusterRef: {name: orders}
          partitions: 0
          replicationFactor: 3
          confg: {retention.ms: 1000}

        """;

    private readonly CliWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Validate_is_content_with_a_sound_file()
    {
        var result = await _world.Write("orders.yaml", Sound).RunAsync("validate", "orders.yaml");

        Assert.Equal(new CliResult(0, "", "1 file, 1 resource, 0 errors, 0 warnings\n"), result);
    }

    [Fact]
    public async Task Validate_prints_every_problem_with_its_place_and_rule()
    {
        var result = await _world.Write("topics/payments.yaml", Unsound).Write("topics/orders.yml", Sound).RunAsync("validate");

        Assert.Equal(1, result.Code);
        Assert.Equal(
            """
            topics/orders.yml:4:21: warning: spec.clusterRef.name: Not found: "orders": no KafkaCluster "orders" in namespace "streaming"; will stay Pending [GEN-03]
            topics/payments.yaml:6:3: error: spec.partitions: Invalid value: 0: must be at least 1 [SCHEMA-05]
            topics/payments.yaml:8:3: error: spec.confg: Forbidden: unknown field "confg"; did you mean "config"? [SCHEMA-01]

            """,
            result.Output);
        Assert.Equal("2 files, 1 resource, 2 errors, 1 warning\n", result.Error);
    }

    [Fact]
    public async Task Validate_skips_hidden_names_and_other_files_in_folders()
    {
        _world.Write(".github/workflow.yaml", "on: push").Write("README.md", "# Orders").Write(".draft.yaml", Unsound).Write("orders.yaml", Sound);

        var result = await _world.RunAsync("validate", ".");

        Assert.Equal("1 file, 1 resource, 0 errors, 1 warning\n", result.Error);
    }

    [Fact]
    public async Task Validate_reads_standard_input()
    {
        _world.Input = Unsound;

        var result = await _world.RunAsync("validate", "-");

        Assert.Equal(1, result.Code);
        Assert.StartsWith("stdin:6:3: error: spec.partitions", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_reads_a_file_once_that_is_named_twice() =>
        Assert.Equal(0, (await _world.Write("orders.yaml", Sound).RunAsync("validate", "orders.yaml", "./orders.yaml")).Code);

    [Fact]
    public async Task Validate_tells_of_two_files_for_one_resource()
    {
        var result = await _world.Write("a.yaml", Sound).Write("b.yaml", Sound).RunAsync("validate");

        Assert.Contains("b.yaml:3:12: error: metadata.name: KafkaTopic/streaming/orders.v1 is already described at a.yaml:1 [SCHEMA-11]", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_refuses_a_symbolic_link()
    {
        _world.Write("orders.yaml", Sound);
        File.CreateSymbolicLink(Path.Combine(_world.Folder, "link.yaml"), "/etc/passwd");

        var result = await _world.RunAsync("validate");

        Assert.Equal(1, result.Code);
        Assert.StartsWith("link.yaml: error: is a symbolic link", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_fails_on_a_path_that_is_not_there_and_still_checks_the_others()
    {
        var result = await _world.Write("payments.yaml", Unsound).RunAsync("validate", "payments.yaml", "gone.yaml");

        Assert.Equal(2, result.Code);
        Assert.Contains("SCHEMA-05", result.Output, StringComparison.Ordinal);
        Assert.Contains("error: gone.yaml: there is no such file or folder\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strict_makes_warnings_errors()
    {
        _world.Write("orders.yaml", Sound);

        Assert.Equal(0, (await _world.RunAsync("validate")).Code);
        Assert.Equal(1, (await _world.RunAsync("validate", "--strict")).Code);
    }

    [Fact]
    public async Task Namespace_fills_in_for_manifests_without_one()
    {
        _world.Write("orders.yaml", Sound.Replace(", namespace: streaming", "", StringComparison.Ordinal));

        Assert.Equal(1, (await _world.RunAsync("validate", "orders.yaml")).Code);
        Assert.Equal(0, (await _world.RunAsync("validate", "orders.yaml", "-n", "streaming")).Code);
    }

    [Fact]
    public async Task Revision_reads_a_commit_and_not_the_disk()
    {
        _world.Write("topics/payments.yaml", Unsound).Commit("Add payments");
        _world.Write("topics/payments.yaml", Sound).Commit("Mend payments");

        Assert.Equal("2 errors", (await _world.RunAsync("validate", "topics", "--revision", "HEAD~1")).Error.Split(", ")[2]);
        Assert.Equal(0, (await _world.RunAsync("validate", "--revision", "HEAD")).Code);
        Assert.Equal(new CliResult(2, "", "error: --revision release: there is no such commit\n"), await _world.RunAsync("validate", "--revision", "release"));
        Assert.Contains("has no folder \"users\"", (await _world.RunAsync("validate", "users", "--revision", "HEAD")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_carries_counts_and_places()
    {
        var json = JsonElement.Parse((await _world.Write("payments.yaml", Unsound).RunAsync("validate", "payments.yaml", "-o", "json")).Output);

        Assert.Equal(2, json.GetProperty("errors").GetInt32());
        var first = json.GetProperty("problems")[0];
        Assert.Equal(("payments.yaml", 6, 3, "spec.partitions", "SCHEMA-05", "error"), (
            first.GetProperty("file").GetString(), first.GetProperty("line").GetInt32(), first.GetProperty("column").GetInt32(),
            first.GetProperty("path").GetString(), first.GetProperty("rule").GetString(), first.GetProperty("severity").GetString()));
    }

    [Fact]
    public async Task Sarif_has_what_code_hosts_need()
    {
        var sarif = JsonElement.Parse((await _world.Write("topics/payments 1.yaml", Unsound).Write("orders.yaml", Sound).RunAsync("validate", "-o", "sarif")).Output);

        Assert.Equal("2.1.0", sarif.GetProperty("version").GetString());
        var run = sarif.GetProperty("runs")[0];
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");
        Assert.Equal(["GEN-03", "SCHEMA-01", "SCHEMA-05"], rules.EnumerateArray().Select(rule => rule.GetProperty("id").GetString()));
        foreach (var result in run.GetProperty("results").EnumerateArray())
        {
            Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
            Assert.NotEmpty(result.GetProperty("message").GetProperty("text").GetString()!);
            var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
            Assert.True(Uri.IsWellFormedUriString(place.GetProperty("artifactLocation").GetProperty("uri").GetString(), UriKind.Relative));
            Assert.True(place.GetProperty("region").GetProperty("startLine").GetInt32() > 0);
        }

        Assert.Equal(["warning", "error", "error"], run.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("level").GetString()));
    }

    [Fact]
    public async Task JUnit_fails_the_test_of_each_file_with_errors()
    {
        var suite = XDocument.Parse((await _world.Write("payments.yaml", Unsound).Write("orders.yaml", Sound).RunAsync("validate", "-o", "junit")).Output).Root!.Element("testsuite")!;

        Assert.Equal(("2", "1"), (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value));
        Assert.Equal(["orders.yaml", "payments.yaml"], suite.Elements("testcase").Select(test => test.Attribute("name")!.Value));
        Assert.Contains("[SCHEMA-01]", suite.Elements("testcase").Last().Element("failure")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_from_a_repository_cannot_steer_the_terminal()
    {
        _world.Input = Unsound.Replace("confg", "\"\\e[2J\"", StringComparison.Ordinal);

        var result = await _world.RunAsync("validate", "-");

        Assert.Equal(1, result.Code);
        Assert.DoesNotContain('\e', result.Output);
    }
}
