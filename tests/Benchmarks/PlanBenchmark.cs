using System.Text;
using GitOpsKafka.Platform.Manifests;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Benchmarks;

/// <summary>Reading a whole repository and planning all of it from nothing; no server takes part.</summary>
internal sealed class PlanBenchmark : Benchmark
{
    private const int Warm = 20;

    public override string Name => "plan";

    public override string Purpose => "reading all manifests and planning them from nothing";

    public override async Task RunAsync(BenchmarkOptions options, Report report, CancellationToken cancellationToken)
    {
        var files = Workload.Files(options.Count).ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value!));
        report.Add("manifests", files.Values.Sum(bytes => bytes.Length) / 1024.0, "KiB", $"in {files.Count} files");

        List<ManifestFile> parsed = [];
        await MeasureAsync(report, "parse", () => parsed = Parse(files));
        Revision? revision = null;
        await MeasureAsync(report, "assemble and judge", () => revision = RevisionReader.Read(Workload.Commit, parsed, Judge));
        if (revision is not { IsUsable: true })
            throw new InvalidOperationException(revision!.Errors[0].ToString());
        Plan? plan = null;
        await MeasureAsync(report, "plan, all to create", () => plan = Planner.Plan(revision, ObservedStates.Empty, PlanPolicy.Default));
        report.Add("changes in the plan", plan!.Changes.Length, "changes");
        report.Add("memory held by the files and the revision", HeldKiB(() => RevisionReader.Read(Workload.Commit, Parse(files), Judge)), "KiB");
        report.Add("memory held by the plan", HeldKiB(() => Planner.Plan(revision, ObservedStates.Empty, PlanPolicy.Default)), "KiB");
    }

    private static List<ManifestFile> Parse(Dictionary<string, byte[]> files) => [.. files.Select(file => ManifestParser.Parse(file.Key, file.Value, ManifestLimits.Default))];

    private static async Task MeasureAsync(Report report, string what, Action once)
    {
        var cold = await Samples.TakeAsync(1, once);
        report.Add($"{what}, cold", cold.MedianMs, "ms", "the first time in the process: code is compiled");
        await Samples.TakeAsync(Warm, once);
        var warm = await Samples.TakeAsync(Warm, once);
        report.Add($"{what}, warm", warm.MedianMs, "ms", $"median of {Warm}");
        report.Add($"{what}, processor", warm.ProcessorMs, "ms", "mean, warm; what it takes however busy the machine is");
        report.Add($"{what}, allocated", warm.AllocatedBytes / 1024, "KiB");
    }

    private static double HeldKiB(Func<object> make)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var made = make();
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(made);
        return (after - before) / 1024.0;
    }

    private static Verdict Judge(DesiredResource resource, INeighbours neighbours) => RuleSet.Judge(new RuleInput(null, resource.Value, neighbours));
}
