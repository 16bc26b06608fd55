using GitOpsKafka.Cluster.Hosting;

namespace GitOpsKafka.Worker;

internal static class Program
{
    internal static Task<int> Main(string[] args) => ProcessEntry.RunAsync(WorkerSwitches.Table, args, () => Create(args));

    private static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddProcessSettings(args, WorkerSwitches.Table);
        builder.AddWorkerProcess();
        var application = builder.Build();
        application.MapOperations();
        return application;
    }
}
