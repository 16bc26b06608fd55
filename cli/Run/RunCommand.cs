using System.CommandLine;
using GitOpsKafka.Cli.Output;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Cli.Run;

/// <summary><c>gitopskafka run</c>: reconciler and worker in one process, for small installations and development.</summary>
internal static class RunCommand
{
    private static readonly HelpNotes Notes = new(
        """
        gitopskafka run --repo https://git.example.com/platform.git --bootstrap kafka:9092
        gitopskafka run --repo . --context kind-dev       # a working copy, with a trail that is kept only while it runs
        gitopskafka run --repo . --kafka KafkaCluster/streaming/orders=localhost:9092
        """,
        """
        0    stopped by Ctrl+C or SIGTERM
        2    bad usage, or it could not run
        """);

    public static Command Create(CliServices services)
    {
        var options = new RunOptions();
        var command = new NotedCommand("run", "Follow a repository and drive the cluster of the current kubeconfig, all in this process.", Notes);
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var run = RunSettings.Read(options, parsed, services);
            if (run.IsTrailEmbedded)
                services.Console.Warn("no --bootstrap: the trail is kept by brokers in this process and is gone when it ends");
            await using var host = new RunHost(run, services);
            await host.RunAsync(cancellationToken);
            return ExitCode.Fine;
        });
        return command;
    }
}
