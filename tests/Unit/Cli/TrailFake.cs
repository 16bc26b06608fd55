using GitOpsKafka.Cli.Trail;
using GitOpsKafka.Platform.Events;

namespace GitOpsKafka.Tests.Unit.Cli;

/// <summary>A trail in memory; following it ends where it ends.</summary>
internal sealed class TrailFake(IReadOnlyCollection<TrailRecord> records) : ITrail
{
    public IAsyncEnumerable<TrailRecord> ReadAsync(DateTimeOffset? since, CancellationToken cancellationToken) =>
        records.Where(record => since is null || record.Timestamp >= since).ToAsyncEnumerable();

    public IAsyncEnumerable<TrailRecord> FollowAsync(DateTimeOffset? since, CancellationToken cancellationToken) => ReadAsync(since, cancellationToken);
}
