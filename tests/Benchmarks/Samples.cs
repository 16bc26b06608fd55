using System.Diagnostics;

namespace GitOpsKafka.Benchmarks;

/// <summary>Times of one thing done again and again, shortest first; never empty. Immutable.</summary>
/// <param name="AllocatedBytes">By the whole process, for one time on average.</param>
/// <param name="ProcessorMs">Used by the whole process, for one time on average. Unlike the times, not inflated when others use the machine.</param>
internal sealed record Samples(TimeSpan[] Times, double AllocatedBytes, double ProcessorMs)
{
    public double MedianMs => Percentile(0.50);

    public double P99Ms => Percentile(0.99);

    /// <summary>Each time begins when the one before has ended.</summary>
    public static async Task<Samples> TakeAsync(int count, Func<Task> once)
    {
        var times = new TimeSpan[count];
        // What was made before is not collected on the clock; what the measured thing makes, is.
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var used = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await once();
            times[i] = Stopwatch.GetElapsedTime(started);
        }

        var bytes = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)count;
        var processor = (Environment.CpuUsage.TotalTime - used).TotalMilliseconds / count;
        Array.Sort(times);
        return new Samples(times, bytes, processor);
    }

    public static Task<Samples> TakeAsync(int count, Action once) => TakeAsync(count, () =>
    {
        once();
        return Task.CompletedTask;
    });

    /// <summary>The nearest rank.</summary>
    private double Percentile(double share) => Times[Math.Max(0, (int)Math.Ceiling(share * Times.Length) - 1)].TotalMilliseconds;
}
