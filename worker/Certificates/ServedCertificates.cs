using System.Collections.Immutable;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Worker.Certificates;

/// <summary>Asks nodes for the certificates that they present. Thread-safe.</summary>
internal sealed class ServedCertificates(ITlsProbe probe)
{
    /// <summary>Stands for several certificates of one node: it has not loaded the newest everywhere.</summary>
    private const string Different = "different";

    /// <returns>As <see cref="CertificateState.Served"/>: a node of which one listener does not answer is left out.</returns>
    public async Task<ImmutableDictionary<string, string>> AskAsync(ImmutableArray<TlsNode> nodes, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(nodes.Select(async node => (node.Pod, Thumbprint: await AskAsync(node, cancellationToken))));
        return answers.Where(answer => answer.Thumbprint is not null).ToImmutableDictionary(answer => answer.Pod, answer => answer.Thumbprint!);
    }

    private async Task<string?> AskAsync(TlsNode node, CancellationToken cancellationToken)
    {
        var thumbprints = await Task.WhenAll(node.Listeners.Select(listener => probe.ThumbprintAsync(node.Host, listener.Port, cancellationToken)));
        return thumbprints.Contains(null) ? null : thumbprints.Distinct().Count() == 1 ? thumbprints[0] : Different;
    }
}
