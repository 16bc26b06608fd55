using System.Collections.Immutable;

namespace GitOpsKafka.Simulation.Kubernetes;

/// <summary>Who asks, as admission webhooks see it. Immutable.</summary>
public sealed record SimulatedUser(string Name, ImmutableArray<string> Groups)
{
    /// <summary>The service account of the processes.</summary>
    public static SimulatedUser Operator { get; } = new(
        "system:serviceaccount:gitopskafka:gitopskafka", ["system:serviceaccounts", "system:serviceaccounts:gitopskafka", "system:authenticated"]);

    /// <summary>A person with kubectl.</summary>
    public static SimulatedUser Person { get; } = new("kubernetes-admin", ["system:masters", "system:authenticated"]);

    /// <summary>The controllers of Kubernetes itself.</summary>
    internal static SimulatedUser Controllers { get; } = new("system:kube-controller-manager", ["system:authenticated"]);
}
