namespace GitOpsKafka.Platform.Ports;

/// <summary>The source could not be read: unreachable, no such branch or path, no right to read.</summary>
/// <param name="reason">One word in CamelCase: Unreachable, BranchNotFound, PathNotFound, AuthenticationFailed …</param>
public sealed class DesiredSourceException(string reason, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Reason => reason;
}
