using System.CommandLine;
using System.CommandLine.Help;
using GitOpsKafka.Cli.Commands;
using GitOpsKafka.Cli.Demo;
using GitOpsKafka.Cli.Run;

namespace GitOpsKafka.Cli;

/// <summary>The whole command line. New commands are listed here, in the order in which help shows them.</summary>
internal static class RootCommandFactory
{
    public static RootCommand Create(CliServices services)
    {
        var root = new RootCommand("Runs Kafka platforms on Kubernetes from a Git repository. As kubectl-gitopskafka it is also: kubectl gitopskafka.")
        {
            DemoCommand.Create(services),
            RunCommand.Create(services),
            ValidateCommand.Create(services),
            PlanCommand.Create(services),
            GetCommand.Create(services),
            RebalanceCommand.Create(services),
            AuditCommand.Create(services),
            RulesCommand.Create(services),
            GenerateCommand.Create(services),
            CompletionCommand.Create(services),
            VersionCommand.Create(services),
        };
        root.Options.Add(CommonOptions.Verbose());
        foreach (var help in root.Options.OfType<HelpOption>())
            help.Action = new NotedHelp((HelpAction)help.Action!);
        return root;
    }
}
