using System.Diagnostics;

namespace GitOpsKafka.Tests.Integration.Fixtures;

/// <summary>Waits for the world to become what a test expects.</summary>
internal static class Eventually
{
    /// <summary>Long, because processors and disk are shared: who waits in vain waits once.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static async Task<T> GetAsync<T>(Func<Task<T?>> find, string what, TimeSpan? atMost = null)
        where T : class
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            if (await find() is { } found)
                return found;
            Assert.True(Stopwatch.GetElapsedTime(started) < (atMost ?? Patience), $"gave up waiting for {what}");
            await Task.Delay(50);
        }
    }

    public static Task TrueAsync(Func<Task<bool>> isSo, string what, TimeSpan? atMost = null) =>
        GetAsync(async () => await isSo() ? "" : null, what, atMost);
}
