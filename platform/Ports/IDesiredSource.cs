using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Platform.Ports;

/// <summary>Where the desired state comes from: a branch and path of a Git repository.</summary>
public interface IDesiredSource
{
    /// <summary>
    /// Asks for the newest revision. The same object is returned while the commit has not changed.
    /// A source that cannot be reached or read throws <see cref="DesiredSourceException"/>: unknown is not empty.
    /// </summary>
    Task<Revision> ReadAsync(CancellationToken cancellationToken);
}
