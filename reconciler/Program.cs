using GitOpsKafka.Cluster.Hosting;

namespace GitOpsKafka.Reconciler;

internal static class Program
{
    internal static Task<int> Main(string[] args) => ProcessEntry.RunAsync(ReconcilerSwitches.Table, args, () => Create(args));

    private static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddProcessSettings(args, ReconcilerSwitches.Table);
        builder.AddReconcilerProcess();
        var application = builder.Build();
        application.MapReconciler();
        return application;
    }
}
