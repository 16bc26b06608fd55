namespace GitOpsKafka.Cli;

internal static class Program
{
    internal static Task Main(string[] args) => Task.CompletedTask;
}
