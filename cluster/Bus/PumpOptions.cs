using System.ComponentModel.DataAnnotations;
using GitOpsKafka.Platform.Events;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>How events are taken from the bus.</summary>
public sealed class PumpOptions
{
    /// <summary>Consumer group: its members share the partitions.</summary>
    /// <value>Default <c>gitopskafka-worker</c>.</value>
    [Required]
    public string GroupId { get; set; } = "gitopskafka-worker";

    /// <summary>CloudEvents types that go to the handler; others count as done.</summary>
    /// <value>Default: requested changes.</value>
    public IReadOnlyList<string> EventTypes { get; set; } = [PlatformEvent.ChangeRequested.TypeName];

    /// <value>Handlers that run at once, of different keys. Default 16.</value>
    [Range(1, 1024)]
    public int Concurrency { get; set; } = 16;

    /// <value>Events held in memory and not done; beyond it fetching pauses. Default 1000.</value>
    [Range(1, 1_000_000)]
    public int MaxBuffered { get; set; } = 1000;

    /// <summary>How long running handlers may go on when their partition goes to another process or this one stops; then they are cancelled.</summary>
    /// <value>Default 10 s.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:04:00")]
    public TimeSpan RevokeGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <value>Pause after the first failure of a handler; doubles each time. Default 250 ms.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <value>Longest pause between attempts. Default 1 min.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromMinutes(1);
}
