using GitOpsKafka.Cli.Observed;
using GitOpsKafka.Cli.Output;
using GitOpsKafka.Cli.Trail;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cli;

/// <summary>Everything outside that commands touch. Tests put fakes here; <see cref="LiveServices"/> the real things.</summary>
internal sealed record CliServices
{
    public required CliConsole Console { get; init; }

    /// <summary>Opens standard input.</summary>
    public required Func<Stream> Input { get; init; }

    /// <summary>What relative paths start from.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>An environment variable; null where it is not set.</summary>
    public required Func<string, string?> Environment { get; init; }

    public required TimeProvider Time { get; init; }

    public required Func<KubernetesTarget, KubernetesAccess> Kubernetes { get; init; }

    /// <summary>
    /// Admins of managed clusters, from the API server that has their certificates and bootstrap servers by resource key, for clusters that are
    /// not reached through their Service.
    /// </summary>
    public required Func<IKubernetesApi, IReadOnlyDictionary<string, string>, IKafkaAdmins> Kafka { get; init; }

    public required Func<TrailTarget, ITrail> Trail { get; init; }

    public string FullPath(string path) => Path.GetFullPath(path, WorkingDirectory);
}
