using System.CommandLine;
using GitOpsKafka.Cli.Trail;

namespace GitOpsKafka.Cli.Commands;

/// <summary><c>gitopskafka audit</c>: the trail of who changed what, why, and what came of it.</summary>
internal static class AuditCommand
{
    private static readonly HelpNotes Notes = new(
        """
        export GITOPSKAFKA_BOOTSTRAP=kafka:9092
        gitopskafka audit list --since 24h
        gitopskafka audit show 4f2a91c0
        gitopskafka audit verify
        """,
        """
        0  done
        1  see the command
        2  bad usage, or the trail could not be read
        """);

    public static Command Create(CliServices services)
    {
        var trail = new TrailOptions();
        var command = new NotedCommand("audit", "Read and verify the trail of all changes.", Notes)
        {
            AuditListCommand.Create(services, trail),
            AuditShowCommand.Create(services, trail),
            AuditVerifyCommand.Create(services, trail),
            AuditFollowCommand.Create(services, trail),
            AuditExportCommand.Create(services, trail),
        };
        trail.AddTo(command);
        return command;
    }
}
