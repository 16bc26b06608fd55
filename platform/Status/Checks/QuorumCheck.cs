using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Rendering;

namespace GitOpsKafka.Platform.Status.Checks;

/// <summary>Whether the voters of a cluster's metadata, KRaft nodes or ZooKeeper servers, can lose one and go on. Pure.</summary>
internal static class QuorumCheck
{
    public const string Type = "QuorumHealthy";

    /// <param name="nodes">As Kubernetes sees them. A ZooKeeper server is ready only while it is part of a quorum.</param>
    /// <returns>Null when it cannot be told: also while a cluster starts, for a majority that never was is not lost.</returns>
    public static CheckResult? Judge(ClusterIdentity identity, ClusterNodes nodes, KafkaHealthView? view, CheckLimits limits)
    {
        var (voters, isServing) = (nodes.Roles[0], nodes.Roles[^1].Ready > 0);
        return !identity.HasEnsemble && view?.Quorum is Told<QuorumView>.Known known ? Judge(identity, known.Value, limits)
            : isServing && voters.Ready <= voters.Wanted / 2 ? CheckResult.Ill(Type, "MajorityLost", $"{voters.Ready} of {voters.Wanted} voters are ready, no majority; waiting for {string.Join(", ", voters.Unready)}")
            : identity.HasEnsemble && (isServing || voters.Ready == voters.Wanted) ? Judge(voters)
            : view?.Quorum is Told<QuorumView>.Unknown silent ? CheckResult.Unknown(Type, "QuorumSilent", silent.Why)
            : null;
    }

    private static CheckResult Judge(ClusterIdentity identity, QuorumView quorum, CheckLimits limits)
    {
        if (quorum.Leader is not { } leader)
            return CheckResult.Ill(Type, "NoLeader", "the quorum has no leader; the metadata cannot change");
        var late = quorum.Voters.Where(voter => voter.Behind is null || voter.Behind > limits.VoterLag).Select(voter => identity.PodOf(voter.Id)).ToList();
        return late.Count == 0
            ? CheckResult.Well(Type, "VotersFollow", $"all {quorum.Voters.Length} voters follow {identity.PodOf(leader)}")
            : CheckResult.Ill(Type, "VotersLag", $"{late.Count} of {quorum.Voters.Length} voters are more than {limits.VoterLag.TotalSeconds:0} s behind {identity.PodOf(leader)}: {string.Join(", ", late)}");
    }

    private static CheckResult Judge(RoleNodes servers) => servers.Ready == servers.Wanted
        ? CheckResult.Well(Type, "VotersFollow", $"all {servers.Wanted} servers are part of the quorum")
        : CheckResult.Ill(Type, "VotersMissing", $"{servers.Ready} of {servers.Wanted} servers are part of the quorum; waiting for {string.Join(", ", servers.Unready)}");
}
