namespace GitOpsKafka.Cli;

/// <summary>What the command tells its caller, as kubectl diff does. Anything above 1 is a failure.</summary>
internal static class ExitCode
{
    /// <summary>Done, and nothing stands out.</summary>
    public const int Fine = 0;

    /// <summary>Done, and the answer is the one that scripts ask for: errors found, changes wanted, not there.</summary>
    public const int Found = 1;

    /// <summary>Not done: bad usage, unreadable input, no answer.</summary>
    public const int Error = 2;

    /// <summary>Stopped by the user, as shells report SIGINT.</summary>
    public const int Cancelled = 130;
}
