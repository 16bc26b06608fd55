namespace GitOpsKafka.Worker;

/// <summary>Work that goes on for as long as the process runs.</summary>
internal interface ILoop
{
    /// <summary>Runs until cancelled.</summary>
    Task RunAsync(CancellationToken stop);
}
