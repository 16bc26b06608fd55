namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>A broker speaks a request only in versions that we do not, or not at all.</summary>
internal sealed class UnspokenVersionException(ApiRange ours, ApiRange? theirs)
    : Exception(theirs is null ? $"it does not know request {ours.Key}" : $"it speaks version {theirs} of request {ours.Key}, not {ours}");
