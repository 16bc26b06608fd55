using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>Counts what goes on the bus and what comes from it. Thread-safe.</summary>
public sealed class BusMetrics
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "GitOpsKafka.Bus";

    private readonly Counter<long> _published;
    private readonly Counter<long> _confirmed;
    private readonly Counter<long> _consumed;
    private readonly Counter<long> _undecodable;
    private readonly Counter<long> _retried;
    private readonly Histogram<double> _confirmation;
    private Func<int> _pending = static () => 0;
    private Func<long> _lag = static () => 0;

    public BusMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _published = meter.CreateCounter<long>("gitopskafka.bus.published", "{event}", "Events made durable in the spool");
        _confirmed = meter.CreateCounter<long>("gitopskafka.bus.confirmed", "{event}", "Events confirmed by the bus");
        _consumed = meter.CreateCounter<long>("gitopskafka.bus.consumed", "{event}", "Records taken from the bus");
        _undecodable = meter.CreateCounter<long>("gitopskafka.bus.undecodable", "{event}", "Records that are no event of ours");
        _retried = meter.CreateCounter<long>("gitopskafka.bus.retried", "{event}", "Failed attempts to handle an event");
        _confirmation = meter.CreateHistogram<double>("gitopskafka.bus.confirmation.duration", "s", "From sealing an event to its confirmation");
        meter.CreateObservableGauge("gitopskafka.bus.pending", () => _pending(), "{event}", "Events in the spool that the bus has not confirmed");
        meter.CreateObservableGauge("gitopskafka.bus.lag", () => _lag(), "{event}", "Records on the bus that are not done");
    }

    internal static ActivitySource Activities { get; } = new(Name);

    internal void Published(int count) => _published.Add(count);

    internal void Confirmed(TimeSpan after)
    {
        _confirmed.Add(1);
        _confirmation.Record(after.TotalSeconds);
    }

    internal void Consumed() => _consumed.Add(1);

    internal void Undecodable() => _undecodable.Add(1);

    internal void Retried() => _retried.Add(1);

    internal void ObservePending(Func<int> pending) => _pending = pending;

    internal void ObserveLag(Func<long> lag) => _lag = lag;
}
