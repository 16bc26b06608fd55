namespace GitOpsKafka.Reconciler.Git;

/// <summary>Log lines of the Git source: 1000 to 1099.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Information, "{Repository}: read commit {Commit} of {Branch}, sequence {Sequence}: {FileCount} manifest files, {ParsedCount} parsed anew, in {ElapsedMs} ms")]
    public static partial void CommitRead(this ILogger logger, string repository, string commit, string branch, long sequence, int fileCount, int parsedCount, double elapsedMs);

    [LoggerMessage(1001, LogLevel.Warning, "{Repository}: the local copy in {Directory} was unusable ({Problem}) and was made anew")]
    public static partial void CopyDiscarded(this ILogger logger, string repository, string directory, string problem);

    [LoggerMessage(1002, LogLevel.Warning, "Network timeouts could not be set in libgit2; a server that stops answering may hold the thread of a source: {Problem}")]
    public static partial void NetworkTimeoutsMissing(this ILogger logger, string problem);

    [LoggerMessage(1003, LogLevel.Debug, "{Repository}: {Branch} is still at {Commit}")]
    public static partial void CommitUnchanged(this ILogger logger, string repository, string branch, string commit);

    [LoggerMessage(1004, LogLevel.Debug, "{Repository}: fetched {Branch} in {ElapsedMs} ms")]
    public static partial void BranchFetched(this ILogger logger, string repository, string branch, double elapsedMs);
}
