using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>Messages about Kubernetes, ids 4200 to 4399.</summary>
internal static partial class Log
{
    [LoggerMessage(4200, LogLevel.Information, "Listed {Count} {Scope}; watching them from now on")]
    public static partial void Synced(this ILogger logger, WatchScope scope, int count);

    [LoggerMessage(4201, LogLevel.Debug, "The version to watch {Scope} from was gone; listing again")]
    public static partial void Expired(this ILogger logger, WatchScope scope);

    [LoggerMessage(4202, LogLevel.Warning, "List or watch of {Scope} failed; trying again in {PauseMs} ms with the objects known so far")]
    public static partial void Failed(this ILogger logger, WatchScope scope, double pauseMs, Exception error);

    [LoggerMessage(4203, LogLevel.Warning, "The API server does not serve {Scope}: its CustomResourceDefinition is not installed; trying again in {PauseMs} ms")]
    public static partial void NotServed(this ILogger logger, WatchScope scope, double pauseMs);
}
