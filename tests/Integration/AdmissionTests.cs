using GitOpsKafka.TestCluster;
using GitOpsKafka.Tests.Integration.Fixtures;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Integration;

/// <summary>What kubectl says of bad configuration: every way in which an object can be written leads past the webhook.</summary>
public abstract class AdmissionTests(LivePlatform platform, ITestOutputHelper output) : LiveTests(platform, output)
{
    private const string Policy = "spec.config[cleanup.policy]: Unsupported value: \"sometimes\": supported values";

    private readonly List<string> _wrong = [];

    [SkippableFact]
    public Task Bad_objects_are_refused_with_field_and_rule() => OnPlatformAsync(async () =>
    {
        await ApplyAsync(Topic("invoices.v1", "partitions: 6"), mustPass: true);
        await ApplyAsync(Topic("ledger.v1", "partitions: 6, deletionProtection: true"), mustPass: true);
        await ApplyAsync(Cluster("billing", "3"), mustPass: true);
        await ApplyAsync(Cluster("archive", "3", "deletionProtection: true, "), mustPass: true);

        foreach (var attempt in Attempts)
            await CheckAsync(attempt);

        Assert.Empty(_wrong);
        Assert.Equal("6", await GetAsync("kafkatopic", "invoices.v1", "{.spec.partitions}"));
        Assert.Equal("3", await GetAsync("kafkacluster", "billing", "{.spec.brokers.replicas}"));
        Assert.NotEqual(0, (await Platform.Kubectl.RunAsync(default, "-n", "streaming", "get", "kafkatopic", "drafts.v1")).ExitCode);
    });

    [SkippableFact]
    public Task Good_objects_pass_by_every_way() => OnPlatformAsync(async () =>
    {
        await ApplyAsync(Topic("receipts.v1", "partitions: 3"), mustPass: true);
        foreach (var attempt in (Attempt[])[
            new("create", "", Topic("refunds.v1", "partitions: 3"), "create", "-f", "-"),
            new("apply", "", Topic("refunds.v1", "partitions: 4"), "apply", "-f", "-"),
            new("server-side apply", "", Topic("chargebacks.v1", "partitions: 4"), "apply", "--server-side", "-f", "-"),
            new("dry run", "", Topic("drafts.v1", "partitions: 4"), "apply", "--dry-run=server", "-f", "-"),
            new("patch", "", null, "patch", "kafkatopic", "receipts.v1", "--type=merge", "-p", """{"spec":{"partitions":6}}"""),
            new("edit", "", null, "edit", "kafkatopic", "receipts.v1") { Editor = "sed -i s/partitions:.6/partitions:\\ 7/" },
            new("label", "", null, "label", "kafkatopic", "receipts.v1", "team=payments"),
            new("delete", "", null, "delete", "kafkatopic", "refunds.v1", "--wait=false"),
            new("create a cluster", "", Cluster("rebates", "3"), "create", "-f", "-"),
            new("scale", "", null, "scale", "kafkacluster", "rebates", "--replicas=5"),
            new("delete a cluster", "", null, "delete", "kafkacluster", "rebates", "--wait=false")])
        {
            await CheckAsync(attempt);
        }

        Assert.Empty(_wrong);
    });

    private static Attempt[] Attempts { get; } =
    [
        new("create", $"{Policy}|[KT-15]", Topic("drafts.v1", "partitions: 6, config: {cleanup.policy: sometimes}"), "create", "-f", "-"),
        new("apply", $"{Policy}|[KT-15]", Topic("drafts.v1", "partitions: 6, config: {cleanup.policy: sometimes}"), "apply", "-f", "-"),
        new("server-side apply", $"{Policy}|[KT-15]", Topic("drafts.v1", "partitions: 6, config: {cleanup.policy: sometimes}"), "apply", "--server-side", "-f", "-"),
        new("dry run", $"{Policy}|[KT-15]", Topic("drafts.v1", "partitions: 6, config: {cleanup.policy: sometimes}"), "apply", "--dry-run=server", "-f", "-"),
        new("three errors at once", $"{Policy}|[KT-15]|spec.config[retention.ms]: Invalid value: \"soon\"|[KT-17]|[KT-12]",
            Topic("drafts.v1", "partitions: 6, config: {cleanup.policy: sometimes, retention.ms: soon, min.insync.replicas: 2}"), "create", "-f", "-"),
        new("unknown setting", "spec.config[retention.sm]: Forbidden|retention.ms|[KT-21]", Topic("drafts.v1", "partitions: 6, config: {retention.sm: 1000}"), "create", "-f", "-"),
        new("patch", "spec.partitions: Invalid value: 3|[KT-08]", null, "patch", "kafkatopic", "invoices.v1", "--type=merge", "-p", """{"spec":{"partitions":3}}"""),
        new("edit", "spec.partitions: Invalid value: 2|[KT-08]", null, "edit", "kafkatopic", "invoices.v1") { Editor = "sed -i s/partitions:.6/partitions:\\ 2/" },
        new("server-side patch of a reference", "spec.clusterRef.name: |[GEN-02]", null, "patch", "kafkatopic", "invoices.v1", "--type=merge", "-p", """{"spec":{"clusterRef":{"name":"elsewhere"}}}"""),
        new("delete of a protected topic", "[KT-24]", null, "delete", "kafkatopic", "ledger.v1"),
        new("below the schema", "spec.partitions", Topic("drafts.v1", "partitions: 0"), "create", "-f", "-"),
        new("create a cluster", "spec.controllers.replicas: Invalid value: 2|[KC-001]", Cluster("drafts", "3").Replace("controllers: {replicas: 3", "controllers: {replicas: 2"), "create", "-f", "-"),
        new("four errors at once", "[KC-011]|[KC-017]|[KC-050]|[KC-001]",
            Cluster("drafts", "2", "config: {default.replication.factor: 3, node.id: 7}, ").Replace("4.2.1", "2.8.0").Replace("controllers: {replicas: 3", "controllers: {replicas: 4"), "create", "-f", "-"),
        new("smaller volumes", "spec.brokers.storage.volumes|[KC-027]", Cluster("billing", "3").Replace("10Gi", "5Gi"), "apply", "-f", "-"),
        new("four voters more", "spec.controllers.replicas: |[KC-008]", null, "patch", "kafkacluster", "billing", "--type=merge", "-p", """{"spec":{"controllers":{"replicas":7}}}"""),
        new("scale to nothing", "replicas", null, "scale", "kafkacluster", "billing", "--replicas=0"),
        new("delete of a protected cluster", "[GEN-07]", null, "delete", "kafkacluster", "archive"),
    ];

    private async Task CheckAsync(Attempt attempt)
    {
        var run = await ToolRun.StartAsync(Parts.Current.Kubectl!, [$"--kubeconfig={Platform.Kubeconfig}", "-n", "streaming", .. attempt.Arguments], default,
            attempt.Editor is { } editor ? new Dictionary<string, string?> { ["KUBE_EDITOR"] = editor } : null, input: attempt.Input);
        var isRefused = attempt.Expected.Length > 0;
        var told = run.Error + await KeptAsync(run.Error);
        Output.WriteLine($"{(run.ExitCode == 0 ? "allowed" : "refused"),-8} {attempt.What,-34} {string.Join(' ', run.Error.Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#')).Take(3))}");
        if (run.ExitCode != 0 != isRefused)
            _wrong.Add($"{attempt.What}: exit code {run.ExitCode}: {run.Output}{run.Error}");
        _wrong.AddRange(attempt.Expected.Split('|').Where(part => !told.Contains(part, StringComparison.Ordinal)).Select(part => $"{attempt.What}: no \"{part}\" in {told}"));
    }

    /// <summary>kubectl edit shows a refusal in the editor, and keeps the file.</summary>
    private static async Task<string> KeptAsync(string error)
    {
        var kept = System.Text.RegularExpressions.Regex.Match(error, "stored to \"([^\"]+)\"");
        if (!kept.Success)
            return "";
        var text = await File.ReadAllTextAsync(kept.Groups[1].Value);
        File.Delete(kept.Groups[1].Value);
        return text;
    }

    private async Task ApplyAsync(string yaml, bool mustPass)
    {
        var run = await Platform.Kubectl.ApplyAsync(yaml, default);
        Assert.True(run.ExitCode == 0 == mustPass, run.Error);
    }

    private Task<string> GetAsync(string kind, string name, string path) => Platform.Kubectl.GetAsync(default, "-n", "streaming", "get", kind, name, "-o", $"jsonpath={path}");

    private static string Topic(string name, string spec) => $$"""
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaTopic
        metadata: {name: {{name}}, namespace: streaming}
        spec: {clusterRef: {name: billing}, replicationFactor: 1, {{spec}}}

        """;

    private static string Cluster(string name, string brokers, string more = "") => $$$"""
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaCluster
        metadata: {name: {{{name}}}, namespace: streaming}
        spec: { {{{more}}}version: 4.2.1, controllers: {replicas: 3, storage: {volumes: [{id: 0, size: 10Gi}]}}, brokers: {replicas: {{{brokers}}}, storage: {volumes: [{id: 0, size: 10Gi}]}} }

        """;

    /// <param name="Expected">What the refusal must contain, separated by bars; empty when it must pass.</param>
    private sealed record Attempt(string What, string Expected, string? Input, params string[] Arguments)
    {
        public string? Editor { get; init; }
    }
}

[Collection(OldServerCollection.Name)]
public sealed class OldServerAdmissionTests(OldServerPlatform platform, ITestOutputHelper output) : AdmissionTests(platform, output);

[Collection(ModernServerCollection.Name)]
public sealed class ModernServerAdmissionTests(ModernServerPlatform platform, ITestOutputHelper output) : AdmissionTests(platform, output);
