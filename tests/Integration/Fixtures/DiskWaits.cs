using System.Diagnostics;
using GitOpsKafka.TestCluster;

namespace GitOpsKafka.Tests.Integration.Fixtures;

/// <summary>
/// How long the disk takes to keep 600 bytes, again and again while something else is measured that waits for the same disk: the
/// journal of the event topic, the Git server and etcd do for every push.
/// </summary>
internal sealed class DiskWaits : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly TempFolder _folder = new("disk-waits");
    private readonly CancellationTokenSource _stop = new();
    private readonly List<double> _milliseconds = [];
    private readonly Task _sampling;

    public DiskWaits() => _sampling = Task.Run(SampleAsync);

    /// <summary>Ends the sampling.</summary>
    /// <returns>Sorted milliseconds.</returns>
    public async Task<List<double>> StopAsync()
    {
        await _stop.CancelAsync();
        await _sampling;
        return [.. _milliseconds.Order()];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        _folder.Dispose();
    }

    private async Task SampleAsync()
    {
        await using var file = new FileStream(Path.Combine(_folder.Path, "sample"), FileMode.Create);
        var bytes = new byte[600];
        while (!_stop.IsCancellationRequested)
        {
            file.Write(bytes);
            var begun = Stopwatch.GetTimestamp();
            file.Flush(flushToDisk: true);
            _milliseconds.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            await Task.Delay(Interval, CancellationToken.None);
        }
    }
}
