using CsCheck;
using GitOpsKafka.Platform.Events;

namespace GitOpsKafka.Tests.Unit.Platform.Events;

/// <summary>A topic of three partitions with the events of a reconciler and a worker, in partition and offset order.</summary>
internal static class SampleTrail
{
    /// <summary>Two to fourteen events; the reconciler has at least one before the last.</summary>
    public static readonly Gen<TrailRecord[]> Generator =
        Gen.Select(Gen.Bool, Gen.Int[0, 4], Gen.Int[0, SampleEvents.OneOfEach.Length - 1]).Array[2, 14].Select(choices => Build(choices));

    public static TrailRecord[] Build(params (bool IsWorker, int Topic, int Kind)[] choices)
    {
        var heads = new[] { ChainHead.Start("reconciler-1"), ChainHead.Start("worker-1") };
        var partitions = new List<TrailRecord>[] { [], [], [] };
        foreach (var (isWorker, topic, kind) in choices)
        {
            var chain = isWorker ? 1 : 0;
            var link = Seal(topic, kind, heads[chain]);
            heads[chain] = link.Head;
            var partition = topic % 3;
            partitions[partition].Add(Record(link, partition, partitions[partition].Count));
        }

        return [.. partitions.SelectMany(records => records)];
    }

    public static SealedEvent Seal(int topic, int kind, ChainHead previous)
    {
        var resource = SampleEvents.Topic($"orders-{topic}");
        PlatformEvent data = kind switch
        {
            0 => SampleEvents.Requested($"c{topic}", resource),
            1 => new PlatformEvent.ChangeStarted($"c{topic}", resource, "worker-1", 1),
            2 => new PlatformEvent.ChangeFailed($"c{topic}", resource, "Refused", "Größer als erlaubt\n☂", false, 1),
            _ => new PlatformEvent.ChangeApplied($"c{topic}", resource, ["set retention.ms"], kind, false),
        };
        return EventChain.Seal(data, SampleEvents.Noon.AddSeconds(previous.Sequence), "/" + previous.Producer, previous, null);
    }

    public static TrailRecord Record(SealedEvent link, int partition, long offset) =>
        new(partition, offset, link.Envelope.Subject.ToString(), link.Bytes, link.Envelope.Time);

    /// <summary>Numbers the offsets of each partition anew, as if the topic had been written like this.</summary>
    public static TrailRecord[] Renumber(IEnumerable<TrailRecord> records) =>
        [.. records.GroupBy(record => record.Partition).SelectMany(partition => partition.Select((record, offset) => record with { Offset = offset }))];

    public static EventEnvelope Envelope(TrailRecord record) => Assert.IsType<DecodedEvent.Known>(EventCodec.Decode(record.Bytes)).Envelope;

    /// <summary>The newest link of each producer.</summary>
    public static ChainHead[] Heads(IEnumerable<TrailRecord> records) =>
        [.. records.Select(Envelope).GroupBy(link => link.Producer).Select(chain => chain.MaxBy(link => link.Sequence)!).Select(link => new ChainHead(link.Producer, link.Sequence, link.Chain))];
}
