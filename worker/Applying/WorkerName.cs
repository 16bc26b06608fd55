namespace GitOpsKafka.Worker.Applying;

/// <summary>Names this worker on the trail: host name, or what the options say.</summary>
internal sealed record WorkerName(string Value);
