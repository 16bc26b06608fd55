namespace GitOpsKafka.Reconciler.Hooks;

/// <summary>Log lines of the hooks: 1100 to 1149. Bodies, signatures and secrets never appear.</summary>
internal static partial class Log
{
    [LoggerMessage(1100, LogLevel.Information, "A hook woke the loop; delivery {Delivery}")]
    public static partial void HookAccepted(this ILogger logger, string delivery);

    [LoggerMessage(1101, LogLevel.Warning, "A hook from {RemoteAddress} was refused: {Problem}")]
    public static partial void HookRefused(this ILogger logger, string remoteAddress, string problem);

    [LoggerMessage(1102, LogLevel.Debug, "A hook was ignored: {Why}; delivery {Delivery}")]
    public static partial void HookIgnored(this ILogger logger, string why, string delivery);

    [LoggerMessage(1103, LogLevel.Error, "Hooks cannot be checked: the secret in {File} cannot be used: {Problem}")]
    public static partial void HookSecretUnusable(this ILogger logger, string file, string problem);
}
