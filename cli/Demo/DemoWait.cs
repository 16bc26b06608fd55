using System.Diagnostics;

namespace GitOpsKafka.Cli.Demo;

/// <summary>Waiting that gives up loudly.</summary>
internal static class DemoWait
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <exception cref="DemoFailedException">It was not so in time.</exception>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what, TimeSpan patience, CancellationToken cancellationToken)
    {
        for (var begun = Stopwatch.GetTimestamp(); !await isSo(); await Task.Delay(Pause, cancellationToken))
        {
            if (Stopwatch.GetElapsedTime(begun) > patience)
                throw new DemoFailedException($"gave up waiting for {what}");
        }
    }
}
