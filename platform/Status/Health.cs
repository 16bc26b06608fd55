namespace GitOpsKafka.Platform.Status;

/// <summary>How a resource is, in the terms of kstatus. A closed hierarchy. Immutable.</summary>
/// <param name="Reason">One word in CamelCase.</param>
/// <param name="Message">One sentence.</param>
public abstract record Health(string Reason, string Message)
{
    /// <summary>As desired and serving.</summary>
    public sealed record Fine(string Reason, string Message) : Health(Reason, Message);

    /// <summary>On its way; nobody has to act.</summary>
    public sealed record Working(string Reason, string Message) : Health(Reason, Message);

    /// <summary>Not as desired, and it is tried again.</summary>
    public sealed record Retrying(string Reason, string Message) : Health(Reason, Message);

    /// <summary>Cannot go on without a human or a new commit.</summary>
    public sealed record Stuck(string Reason, string Message) : Health(Reason, Message);
}
