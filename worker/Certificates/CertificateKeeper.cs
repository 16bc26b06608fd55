using System.Collections.Immutable;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Worker.Applying;

namespace GitOpsKafka.Worker.Certificates;

/// <summary>
/// Makes and renews the certificates of a cluster, one Secret after another, each planned from what is stored. Safe with other workers at
/// the same cluster: whoever was slower looks again. Thread-safe.
/// </summary>
internal sealed class CertificateKeeper(IKubernetesApi kubernetes, KubernetesEvents events, CertificateTimes times, TimeProvider time, ILogger<CertificateKeeper> logger)
{
    /// <summary>A new cluster takes six steps; more than this is no end in sight, and the next look goes on.</summary>
    private const int MostSteps = 50;

    /// <summary>Does what can be done without hearing of the nodes. Nothing for a cluster that is not stored yet, or speaks no TLS.</summary>
    public Task KeepAsync(KafkaCluster cluster, ObservedState observed, CancellationToken cancellationToken) =>
        KeepAsync(cluster, observed, ImmutableDictionary<string, string>.Empty, cancellationToken);

    /// <param name="observed">With Services and pods.</param>
    /// <param name="served">As in <see cref="CertificateState.Served"/>.</param>
    /// <returns>How it stands then; null for a cluster that is not stored yet, or speaks no TLS.</returns>
    public async Task<KeptCertificates?> KeepAsync(
        KafkaCluster cluster, ObservedState observed, ImmutableDictionary<string, string> served, CancellationToken cancellationToken)
    {
        if (ClusterCertificates.Nodes(cluster).IsEmpty || await FindAsync(cluster, cancellationToken) is not { IsTerminating: false } live)
            return null;
        // What is asked for by annotation may stand only on the stored one, and must not be taken for withdrawn.
        var asked = cluster with { Metadata = ResourceJson.Read<KafkaCluster>(live.Json).Metadata };
        var wanted = ClusterCertificates.Of(asked, observed, times)!;
        var writing = new CertificateWriting(asked, live.Uid, wanted);
        var started = ClusterCertificates.Started(asked, observed);
        var secrets = await ReadAsync(wanted, cancellationToken);
        for (var steps = 0; ; steps++)
        {
            var state = CertificateState.Of(wanted, secrets, served, time.GetUtcNow()) with { Started = started };
            var plan = CertificatePlan.Next(wanted, state, time.GetUtcNow());
            if (plan.Step is not { } step || steps == MostSteps)
                return new KeptCertificates(live, plan, state);
            var stored = await TryWriteAsync(writing.Of(step, state, time.GetUtcNow()), cancellationToken);
            secrets = stored is null ? await ReadAsync(wanted, cancellationToken) : secrets.SetItem(stored.Key, stored);
            if (stored is null)
                continue;
            logger.CertificateStepDone(cluster.Key, step.Describe());
            await events.RecordAsync(live, step.GetType().Name, step.Describe(), isWarning: false, cancellationToken);
        }
    }

    private Task<KubeObject?> FindAsync(KafkaCluster cluster, CancellationToken cancellationToken) =>
        kubernetes.GetAsync(ResourceKinds.ObjectOf(cluster.Key), cancellationToken);

    /// <returns>Null when another was faster.</returns>
    private async Task<KubeObject?> TryWriteAsync(SecretWrite write, CancellationToken cancellationToken)
    {
        try
        {
            if (!write.IsNew)
                return await kubernetes.ApplyAsync(write.Secret, ObjectWriter.Options, cancellationToken);
            await kubernetes.CreateAsync(write.Secret, cancellationToken);
            return await kubernetes.GetAsync(write.Secret.Key, cancellationToken);
        }
        catch (KubernetesApiException conflict) when (conflict.IsConflict)
        {
            return null;
        }
    }

    private async Task<ImmutableDictionary<ObjectKey, KubeObject>> ReadAsync(WantedCertificates wanted, CancellationToken cancellationToken)
    {
        var secrets = await Task.WhenAll(CertificateSecrets.Keys(wanted).Select(key => kubernetes.GetAsync(key, cancellationToken)));
        return secrets.OfType<KubeObject>().ToImmutableDictionary(secret => secret.Key);
    }
}
