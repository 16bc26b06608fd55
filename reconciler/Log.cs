using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Reconciler;

internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Information, "Commit {Commit} of {Branch} was read: {Count} resources")]
    public static partial void RevisionObserved(this ILogger logger, string commit, string branch, int count);

    [LoggerMessage(1002, LogLevel.Warning, "Commit {Commit} of {Branch} cannot be used: {Count} errors, the first is {FirstError}")]
    public static partial void RevisionRejected(this ILogger logger, string commit, string branch, int count, string firstError);

    [LoggerMessage(1003, LogLevel.Information, "{Operation} of {ResourceKey} {Origin}: {State}")]
    public static partial void ChangeRequested(this ILogger logger, ChangeOperation operation, ResourceKey resourceKey, string origin, string state);

    [LoggerMessage(1004, LogLevel.Debug, "A pass found {ChangeCount} changes, {RequestCount} of them new, in {ElapsedMs} ms")]
    public static partial void PassEnded(this ILogger logger, int changeCount, int requestCount, double elapsedMs);

    [LoggerMessage(1005, LogLevel.Warning, "{ResourceKey} did not answer; what it has is unknown: {Explanation}")]
    public static partial void ClusterDidNotAnswer(this ILogger logger, ResourceKey resourceKey, string explanation);

    [LoggerMessage(1008, LogLevel.Information, "{ResourceKey} answers again")]
    public static partial void ClusterAnswersAgain(this ILogger logger, ResourceKey resourceKey);

    [LoggerMessage(1006, LogLevel.Warning, "The source could not be read ({Reason}); the last revision stays in force: {Explanation}")]
    public static partial void SourceNotRead(this ILogger logger, string reason, string explanation);

    [LoggerMessage(1007, LogLevel.Error, "A pass failed; the next one starts anew")]
    public static partial void PassFailed(this ILogger logger, Exception exception);
}
