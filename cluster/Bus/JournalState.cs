using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using GitOpsKafka.Platform.Events;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>What the entries of a journal add up to. Immutable.</summary>
/// <param name="Head">The newest link of the chain, durable or about to be.</param>
/// <param name="Pending">Events that the bus has not confirmed, by sequence.</param>
/// <param name="PendingBytes">Size of them all.</param>
/// <param name="Positions">By partition, the offset before which nothing of what is pending lies.</param>
internal sealed record JournalState(
    ChainHead Head, ImmutableSortedDictionary<long, PendingEvent> Pending, long PendingBytes, ImmutableDictionary<int, long> Positions)
{
    private static readonly JournalState Nothing =
        new(ChainHead.Start(""), ImmutableSortedDictionary<long, PendingEvent>.Empty, 0, ImmutableDictionary<int, long>.Empty);

    /// <param name="role">Begins the name of the new producer: <c>reconciler</c>.</param>
    public static JournalState New(string role) => Nothing with { Head = NewProducer(role) };

    /// <param name="records">In the order of the file; the first one says whose chain it is.</param>
    public static JournalState Of(IEnumerable<JournalRecord> records) => records.Aggregate(Nothing, (state, record) => state.With(record));

    /// <summary>Null when the bus has everything.</summary>
    public PendingEvent? Oldest => Pending.IsEmpty ? null : Pending.First().Value;

    /// <summary>What is pending after one sequence and up to another, in order.</summary>
    public IEnumerable<PendingEvent> Between(long after, long upTo)
    {
        // Looked up one by one: to pass over all that lies before would take ever longer the more is in flight.
        for (var next = Math.Max(after + 1, Oldest?.Sequence ?? long.MaxValue); next <= upTo; next++)
        {
            if (Pending.TryGetValue(next, out var pending))
                yield return pending;
        }
    }

    public JournalState With(JournalRecord record) => record switch
    {
        JournalRecord.Began began => this with { Head = began.Head },
        JournalRecord.Appended appended => With(appended.Event),
        JournalRecord.Confirmed confirmed => Without(confirmed.Sequence) with
        {
            Positions = Positions.SetItem(confirmed.Partition, Math.Max(Positions.GetValueOrDefault(confirmed.Partition), confirmed.Offset + 1)),
        },
        JournalRecord.Scanned scanned => this with { Positions = scanned.Positions },
        _ => throw new UnreachableException(),
    };

    /// <summary>What is pending, sealed again as the chain of a new producer.</summary>
    public JournalState OnNewChain(string role)
    {
        var state = New(role) with { Positions = Positions };
        foreach (var old in Pending.Values)
        {
            var envelope = ((DecodedEvent.Known)EventCodec.Decode(old.Bytes)).Envelope;
            state = state.With(PendingEvent.Of(EventChain.Seal(envelope.Data, envelope.Time, envelope.Source, state.Head, envelope.TraceParent)));
        }

        return state;
    }

    /// <summary>The shortest file that adds up to this.</summary>
    public JournalRecord[] ToRecords() =>
        [new JournalRecord.Began(Head), new JournalRecord.Scanned(Positions), .. Pending.Values.Select(pending => new JournalRecord.Appended(pending))];

    // Random, so that a process that lost its disk never continues a chain that others have seen further.
    private static ChainHead NewProducer(string role) => ChainHead.Start($"{role}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");

    private JournalState With(PendingEvent pending) => this with
    {
        // A file that was rewritten names its newest link first, and then what is pending before it.
        Head = pending.Sequence > Head.Sequence ? new ChainHead(Head.Producer, pending.Sequence, pending.Chain) : Head,
        Pending = Pending.SetItem(pending.Sequence, pending),
        PendingBytes = PendingBytes + pending.Bytes.Length,
    };

    private JournalState Without(long sequence) => Pending.TryGetValue(sequence, out var done)
        ? this with { Pending = Pending.Remove(sequence), PendingBytes = PendingBytes - done.Bytes.Length }
        : this;
}
