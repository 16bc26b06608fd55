using System.Diagnostics;
using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Manifests;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Reconciler;
using GitOpsKafka.Reconciler.Git;
using GitOpsKafka.Reconciler.Loop;
using GitOpsKafka.TestCluster;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Benchmarks;

/// <summary>What it costs to find out that nothing is to be done, next to <c>kubectl diff</c> of the same manifests on the same server.</summary>
internal sealed class NoOpBenchmark : Benchmark
{
    private const int WarmUp = 100;
    private const int Passes = 200;
    private const int Looks = 50;

    public override string Name => "noop";

    public override string Purpose => "a pass over everything with nothing to do, against kubectl diff";

    public override string? WhyNot(BenchmarkOptions options) => LiveApi.WhyNot(options) ?? Parts.Current.WhyNoGitHttps;

    public override async Task RunAsync(BenchmarkOptions options, Report report, CancellationToken cancellationToken)
    {
        await using var live = await LiveApi.StartAsync(options, cancellationToken, Workload.Namespace);
        await using var git = await GitServer.StartAsync(cancellationToken);
        using var folder = new TempFolder("bench-noop");
        using var source = await SourceAsync(git, folder, Workload.Files(options.Count), cancellationToken);
        var revision = await source.ReadAsync(cancellationToken);
        if (!revision.IsUsable)
            throw new InvalidOperationException(revision.Errors[0].ToString());
        var caches = new WatchCaches(live.Api, null, TimeProvider.System, new Random(), NullLoggerFactory.Instance);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = caches.RunAsync(stop.Token);
        await caches.WaitForSyncAsync(cancellationToken);
        var platform = new SyncedPlatform(live.Api, caches, revision);
        await platform.ReachAsync(cancellationToken);

        var comparing = await MeasureAsync(report, live.Api, source, revision, platform, cancellationToken);
        await stop.CancelAsync();
        await watching;
        await CompareAsync(report, options, live, folder, revision, comparing, cancellationToken);
    }

    private static async Task<Row> MeasureAsync(
        Report report, KubernetesHttpApi api, GitDesiredSource<ManifestFile> source, Revision revision, SyncedPlatform platform, CancellationToken cancellationToken)
    {
        var publisher = new CountingPublisher();
        var reconciler = new Reconciler.Loop.Reconciler(
            publisher, PlanPolicy.Default, TimeProvider.System, new RequestLog(TimeProvider.System, TimeSpan.FromMinutes(10)), NullLogger<Reconciler.Loop.Reconciler>.Instance);
        var objects = platform.Observe().Objects.Sum(type => type.Value.Count);
        report.Add("objects in the caches", objects, "objects", $"{revision.Resources.Count} of them from Git");

        var first = Stopwatch.GetTimestamp();
        await reconciler.PassAsync(revision, platform.Observe(), cancellationToken);
        report.Add("first pass", Stopwatch.GetElapsedTime(first).TotalMilliseconds, "ms", "announces the revision; some code is compiled");
        await Samples.TakeAsync(WarmUp, () => PlanAll(revision, platform));
        await Samples.TakeAsync(WarmUp, () => reconciler.PassAsync(revision, platform.Observe(), cancellationToken));
        var (published, requests) = (publisher.Count, api.RequestCount);

        var cluster = revision.Resources.Values.Select(desired => desired.Value).OfType<KafkaCluster>().Single();
        var rendering = await Samples.TakeAsync(Passes, () => ClusterRenderer.Render(cluster, "8a4d0c3e-1d4f-4b53-9d0b-6e6c0a7b2f41"));
        report.Add("rendering of the cluster, processor", rendering.ProcessorMs, "ms", "part of a pass that compares everything");
        var plans = await Samples.TakeAsync(Passes, () => PlanAll(revision, platform));
        var comparing = report.Add("pass that compares everything, median", plans.MedianMs, "ms", $"of {Passes}: something changed in the cluster, nothing to do");
        report.Add("pass that compares everything, p99", plans.P99Ms, "ms");
        report.Add("pass that compares everything, processor", plans.ProcessorMs, "ms", "mean; what it takes however busy the machine is");
        report.Add("pass that compares everything, allocated", plans.AllocatedBytes / 1024, "KiB");
        var passes = await Samples.TakeAsync(Passes, () => reconciler.PassAsync(revision, platform.Observe(), cancellationToken));
        report.Add("pass, median", passes.MedianMs, "ms", $"of {Passes}: nothing changed at all");
        report.Add("pass, p99", passes.P99Ms, "ms");
        report.Add("pass, processor", passes.ProcessorMs, "ms", "mean; what it takes however busy the machine is");
        report.Add("pass, allocated", passes.AllocatedBytes / 1024, "KiB");
        var looks = await Samples.TakeAsync(Looks, async () => await reconciler.PassAsync(await source.ReadAsync(cancellationToken), platform.Observe(), cancellationToken));
        report.Add("look at Git and pass, median", looks.MedianMs, "ms", $"of {Looks}: branch asked for over https");
        report.Add("look at Git and pass, p99", looks.P99Ms, "ms");
        report.Add("requests to the API server", api.RequestCount - requests, "requests", $"in all {(2 * Passes) + Looks} passes");
        report.Add("events published", publisher.Count - published, "events", "in all passes");
        return comparing;
    }

    private static void PlanAll(Revision revision, SyncedPlatform platform)
    {
        if (!Planner.Plan(revision, platform.Observe(), PlanPolicy.Default).IsEmpty)
            throw new InvalidOperationException("the platform is not in sync any more");
    }

    private static async Task CompareAsync(Report report, BenchmarkOptions options, LiveApi live, TempFolder folder, Revision revision, Row comparing, CancellationToken cancellationToken)
    {
        var file = folder.File("manifests.yaml");
        await File.WriteAllTextAsync(file, Marked(revision), cancellationToken);
        var serverSide = await DiffAsync(live, options.Runs, file, cancellationToken, "--server-side", "--force-conflicts", "--field-manager=gitopskafka");
        report.AddRatio("server-side diff to pass", report.Add("kubectl diff --server-side", serverSide.MedianMs, "ms", $"median of {options.Runs}"), comparing);
        var plain = await DiffAsync(live, options.Runs, file, cancellationToken);
        report.AddRatio("diff to pass", report.Add("kubectl diff", plain.MedianMs, "ms", $"median of {options.Runs}"), comparing);
    }

    /// <summary>With the marks, as they were applied: then kubectl, too, has nothing to tell.</summary>
    private static string Marked(Revision revision)
    {
        var effects = revision.Resources.Values.Select(desired => (Effect.ApplyObject)Planner.PlanOne(desired, revision.Commit, ObservedStates.Empty)!.Effects.First(effect => effect is Effect.ApplyObject));
        return string.Concat(effects.Select(effect => $"---\n{effect.Desired.Json.GetRawText()}\n"));
    }

    private static async Task<Samples> DiffAsync(LiveApi live, int runs, string file, CancellationToken cancellationToken, params string[] flags)
    {
        var last = "";
        var samples = await Samples.TakeAsync(runs, async () =>
        {
            var run = await live.Kubectl.RunAsync(cancellationToken, ["diff", .. flags, "-f", file]);
            last = $"exit code {run.ExitCode}, {run.Output.Length} characters of differences {run.Error.Trim()}";
        });
        Console.WriteLine($"  kubectl diff {string.Join(' ', flags)}: {last}");
        return samples;
    }

    private static async Task<GitDesiredSource<ManifestFile>> SourceAsync(GitServer git, TempFolder folder, Dictionary<string, string?> files, CancellationToken cancellationToken)
    {
        var repository = await git.CreateRepositoryAsync("platform", cancellationToken);
        var work = await repository.CloneAsync(cancellationToken);
        await work.CommitAndPushAsync(files, "Describe the platform", cancellationToken);
        var options = new GitSourceOptions { Url = repository.HttpsUrl, Branch = "main", CaFile = git.AuthorityFile, CacheDirectory = folder.Folder("git") };
        return new(Options.Create(options), ReconcilerServices.Reading(), new RevisionSequence(), TimeProvider.System, NullLogger<GitDesiredSource<ManifestFile>>.Instance);
    }

}
