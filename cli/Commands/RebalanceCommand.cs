using System.CommandLine;

namespace GitOpsKafka.Cli.Commands;

/// <summary><c>gitopskafka rebalance</c>: where replicas are, and where they should be.</summary>
internal static class RebalanceCommand
{
    private static readonly HelpNotes Notes = new(
        """
        gitopskafka rebalance plan orders -n streaming
        gitopskafka rebalance plan orders --drain 3,4     # before brokers 3 and 4 go
        """,
        """
        0  done
        1  see the command
        2  bad usage, or the cluster could not be asked
        """);

    public static Command Create(CliServices services) => new NotedCommand("rebalance", "Look where replicas are and plan where they should be.", Notes) { RebalancePlanCommand.Create(services) };
}
