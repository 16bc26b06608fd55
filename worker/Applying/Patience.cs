namespace GitOpsKafka.Worker.Applying;

/// <summary>Waits for the world to move, and tells when it has not for too long.</summary>
/// <param name="change">Completes at the next change that is seen in the cluster, or after the time given.</param>
internal sealed class Patience(TimeProvider time, Func<TimeSpan, CancellationToken, Task> change)
{
    /// <summary>Nothing may be missed for longer than this, whatever the watches do.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    public PatienceTimer Start(TimeSpan limit) => new(time, limit, cancellationToken => change(LongestWait, cancellationToken));
}
