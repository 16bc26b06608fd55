using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Worker;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Information, "{Operation} of {ResourceKey} started, commit {Commit}")]
    public static partial void ChangeStarted(this ILogger logger, ChangeOperation operation, ResourceKey resourceKey, string commit);

    [LoggerMessage(2002, LogLevel.Information, "Change of {ResourceKey} ended: {Outcome} {Explanation} after {ElapsedMs} ms")]
    public static partial void ChangeEnded(this ILogger logger, ResourceKey resourceKey, string outcome, string explanation, long elapsedMs);

    [LoggerMessage(2003, LogLevel.Warning, "Kubernetes event {Reason} was not stored")]
    public static partial void KubernetesEventLost(this ILogger logger, Exception exception, string reason);

    [LoggerMessage(2004, LogLevel.Warning, "Status of {ResourceKey} was not written")]
    public static partial void StatusNotWritten(this ILogger logger, Exception exception, string resourceKey);
}
