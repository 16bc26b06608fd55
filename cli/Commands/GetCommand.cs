using System.CommandLine;
using GitOpsKafka.Cli.Observed;

namespace GitOpsKafka.Cli.Commands;

/// <summary><c>gitopskafka get</c>: stored resources and how they are.</summary>
internal static class GetCommand
{
    private static readonly HelpNotes Notes = new(
        """
        gitopskafka get -A                          # everything, everywhere
        gitopskafka get kafkatopics -n streaming
        gitopskafka get gkt orders.v1 -o yaml
        gitopskafka get kafkaclusters --watch       # print each change as it happens
        """,
        """
        0  done
        1  there is no such resource
        2  bad usage, or the cluster could not be asked
        """);

    public static Command Create(CliServices services)
    {
        var kind = new Argument<string?>("KIND") { HelpName = "KIND", Description = "Kind, plural or short name; several with commas. By default all.", Arity = ArgumentArity.ZeroOrOne };
        kind.CompletionSources.Add(_ => KindNames.All);
        var name = new Argument<string?>("NAME") { Description = "Name of one resource.", Arity = ArgumentArity.ZeroOrOne };
        var ns = CommonOptions.Text("--namespace", "Namespace. By default that of the context.", "NAMESPACE", "-n");
        var all = CommonOptions.Flag("--all-namespaces", "All namespaces.", "-A");
        var watch = CommonOptions.Flag("--watch", "Go on and print each change.", "-w");
        var output = CommonOptions.Output("table", "wide", "json", "yaml", "name");
        var kubernetes = new KubernetesOptions();
        var command = new NotedCommand("get", "List resources with their state in words.", Notes) { kind, name, ns, all, watch, output };
        kubernetes.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var access = services.Kubernetes(kubernetes.Read(parsed, services));
            var @namespace = parsed.GetValue(all) ? null : parsed.GetValue(ns) ?? access.Namespace;
            if (@namespace is null && parsed.GetValue(name) is not null)
                throw new CliException("a name is unique only in a namespace: use -n instead of -A");
            var run = new GetRun(services, access.Api, new GetRequest(KindNames.Parse(parsed.GetValue(kind)), @namespace, parsed.GetValue(name), parsed.GetRequiredValue(output)));
            return parsed.GetValue(watch) ? await run.WatchAsync(cancellationToken) : await run.ListAsync(cancellationToken);
        });
        return command;
    }
}
