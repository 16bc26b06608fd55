using System.Diagnostics;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Unit.Reconciler.Git;

public sealed class SpeedTests(ITestOutputHelper output)
{
    [Fact]
    public async Task One_changed_file_of_a_thousand_is_the_only_one_parsed()
    {
        using var folder = new TemporaryFolder();
        using var origin = new OriginRepository(folder.Folder("platform.git"));
        origin.Commit("main", [.. Enumerable.Range(0, 1000).Select(number => ($"team-{number % 20}/topic-{number}.yaml", (string?)$"partitions: {number}"))]);
        using var follower = new Follower(origin.Path);
        await follower.ReadAsync();
        foreach (var change in Enumerable.Range(1, 5))
        {
            origin.Commit("main", ("team-7/topic-7.yaml", $"partitions: {1000 + change}"));
            var started = Stopwatch.GetTimestamp();
            await follower.ReadAsync();
            output.WriteLine($"fetch and read: {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0.0} ms");
        }

        foreach (var line in follower.Log.Lines)
            output.WriteLine(line);
        Assert.Equal(1005, follower.Parsed.Count);
    }
}
