namespace GitOpsKafka.Platform.Status.Checks;

/// <summary>What one health check found. Becomes a condition that stands beside <c>Ready</c>. Immutable.</summary>
/// <param name="Type">One of <see cref="ClusterChecks.Types"/>.</param>
/// <param name="Status"><c>True</c> is well, <c>False</c> is not, <c>Unknown</c> could not be asked.</param>
/// <param name="Reason">One word in CamelCase.</param>
/// <param name="Message">One sentence without figures that change while nothing happens: each change is a write.</param>
public sealed record CheckResult(string Type, string Status, string Reason, string Message)
{
    public static CheckResult Well(string type, string reason, string message) => new(type, "True", reason, message);

    public static CheckResult Ill(string type, string reason, string message) => new(type, "False", reason, message);

    public static CheckResult Unknown(string type, string reason, string message) => new(type, "Unknown", reason, message);
}
