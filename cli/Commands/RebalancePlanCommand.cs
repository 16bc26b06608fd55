using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using GitOpsKafka.Cli.Observed;
using GitOpsKafka.Platform.Balancing;

namespace GitOpsKafka.Cli.Commands;

/// <summary><c>gitopskafka rebalance plan</c>: which replicas would move, and why each.</summary>
internal static class RebalancePlanCommand
{
    private static readonly HelpNotes Notes = new(
        """
        gitopskafka rebalance plan orders                  # even out all brokers
        gitopskafka rebalance plan orders --drain 3,4      # empty brokers 3 and 4
        gitopskafka rebalance plan orders --fill 5         # give broker 5 its share
        gitopskafka rebalance plan orders -o json --kafka-bootstrap localhost:9092
        """,
        """
        0  nothing to move
        1  replicas would move
        2  it cannot be done, or the cluster could not be asked
        """);

    public static Command Create(CliServices services)
    {
        var name = new Argument<string>("NAME") { Description = "Name of the KafkaCluster." };
        var ns = CommonOptions.Text("--namespace", "Namespace. By default that of the context.", "NAMESPACE", "-n");
        var drain = Brokers("--drain", "Brokers that shall hold no replica.");
        var fill = Brokers("--fill", "Brokers that shall get their share; only they receive.");
        var bootstrap = CommonOptions.Text("--kafka-bootstrap", "How to reach the cluster from here, where its Service cannot be.", "HOST:PORT");
        var output = CommonOptions.Output("text", "json", "yaml");
        var kubernetes = new KubernetesOptions();
        var command = new NotedCommand("plan", "Show which replicas would move to which brokers, and why. Writes nothing.", Notes) { name, ns, drain, fill, bootstrap, output };
        kubernetes.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var access = services.Kubernetes(kubernetes.Read(parsed, services));
            var request = new BalanceRequest([.. parsed.GetValue(drain) ?? []], [.. parsed.GetValue(fill) ?? []]);
            return await new RebalancePlanRun(services, access.Api).RunAsync(
                parsed.GetValue(ns) ?? access.Namespace, parsed.GetRequiredValue(name), parsed.GetValue(bootstrap), request, parsed.GetRequiredValue(output), cancellationToken);
        });
        return command;
    }

    private static Option<int[]> Brokers(string option, string description) => new(option)
    {
        Description = description,
        HelpName = "ID,…",
        CustomParser = Parse,
    };

    private static int[] Parse(ArgumentResult result)
    {
        var ids = ImmutableArray.CreateBuilder<int>();
        foreach (var word in result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries)))
        {
            if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                ids.Add(id);
            else
                result.AddError($"\"{word}\" is not the id of a broker: give whole numbers with commas between");
        }

        return [.. ids];
    }
}
