namespace GitOpsKafka.Cli;

internal static class Program
{
    internal static Task<int> Main(string[] args) => CommandRun.InvokeAsync(args, LiveServices.Create(), CancellationToken.None);
}
