using GitOpsKafka.Platform.Events;

namespace GitOpsKafka.Cli.Trail;

/// <summary>The event trail, from the bus or from a file. A trail that is not there is an error, never an empty one.</summary>
internal interface ITrail
{
    /// <summary>The records in bus order within each partition, up to what is the end now.</summary>
    /// <param name="since">Records with an earlier timestamp are left out; null for all.</param>
    IAsyncEnumerable<TrailRecord> ReadAsync(DateTimeOffset? since, CancellationToken cancellationToken);

    /// <summary>As they come, until cancelled.</summary>
    /// <param name="since">Null for from now on.</param>
    IAsyncEnumerable<TrailRecord> FollowAsync(DateTimeOffset? since, CancellationToken cancellationToken);
}
