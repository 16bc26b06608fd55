using CsCheck;
using GitOpsKafka.Platform.Events;

namespace GitOpsKafka.Tests.Unit.Platform.Events;

public sealed class TrailVerifierTests
{
    [Fact]
    public void Untouched_trail_has_no_findings() => SampleTrail.Generator.Sample(
        trail =>
        {
            var report = TrailVerifier.Verify(trail, SampleTrail.Heads(trail));

            Assert.Empty(report.Findings);
            Assert.Equal(trail.Length, report.Chains.Sum(chain => chain.Count));
            Assert.All(report.Chains, chain => Assert.Equal((1, chain.Count), (chain.First, chain.Head.Sequence)));
        },
        iter: 100);

    [Fact]
    public void One_flipped_bit_is_found_and_its_place_named() => Gen.Select(SampleTrail.Generator, Gen.Int[0, 9999], Gen.Int[0, 99999], Gen.Int[0, 7]).Sample(
        (trail, which, where, bit) =>
        {
            var victim = trail[which % trail.Length];
            var bytes = victim.Bytes.ToArray();
            bytes[where % bytes.Length] ^= (byte)(1 << bit);

            var report = TrailVerifier.Verify(trail.Select(record => record == victim ? record with { Bytes = bytes } : record));

            Assert.False(report.IsIntact);
            Assert.Contains(report.Findings, finding => Names(finding, victim));
        },
        iter: 2000);

    [Fact]
    public void Each_byte_of_an_event_counts()
    {
        var trail = SampleTrail.Build((false, 1, 0), (false, 1, 2), (false, 1, 1));
        for (var i = 0; i < trail[1].Bytes.Length; i++)
        {
            var bytes = trail[1].Bytes.ToArray();
            bytes[i] ^= 0x20;

            var report = TrailVerifier.Verify([trail[0], trail[1] with { Bytes = bytes }, trail[2]]);

            Assert.Contains(report.Findings, finding => Names(finding, trail[1]));
        }
    }

    [Fact]
    public void Altered_event_is_the_only_one_named()
    {
        var trail = SampleTrail.Build((false, 0, 3), (false, 1, 3), (false, 0, 4), (true, 0, 1), (false, 0, 5));
        var forged = SampleTrail.Envelope(trail[1]) with { Source = "/mallory" };

        var report = TrailVerifier.Verify(trail.Select((record, i) => i == 1 ? record with { Bytes = EventCodec.Encode(forged) } : record));

        var altered = Assert.IsType<TrailFinding.Altered>(Assert.Single(report.Findings));
        Assert.Equal(new TrailPlace(trail[1].Partition, trail[1].Offset, forged.Producer, forged.Sequence), altered.Place);
    }

    [Fact]
    public void Altered_chain_value_is_the_only_one_named()
    {
        var trail = SampleTrail.Build((false, 0, 3), (false, 0, 4), (false, 0, 5));
        var forged = SampleTrail.Envelope(trail[1]) with { Chain = new string('b', 64) };

        var report = TrailVerifier.Verify([trail[0], trail[1] with { Bytes = EventCodec.Encode(forged) }, trail[2]]);

        Assert.Equal(2, Assert.IsType<TrailFinding.Altered>(Assert.Single(report.Findings)).Place.Sequence);
    }

    [Fact]
    public void Altered_event_with_a_fitting_chain_value_shows_at_the_link_after_it()
    {
        var trail = SampleTrail.Build((false, 0, 3), (false, 0, 4), (false, 0, 5));
        var first = SampleTrail.Envelope(trail[0]);
        var forged = SampleTrail.Seal(0, 6, new ChainHead(first.Producer, first.Sequence, first.Chain));

        var report = TrailVerifier.Verify([trail[0], SampleTrail.Record(forged, 0, 1), trail[2]]);

        var altered = Assert.IsType<TrailFinding.Altered>(Assert.Single(report.Findings));
        Assert.Equal((3, 2), (altered.Place.Sequence, altered.Previous!.Sequence));
    }

    [Fact]
    public void Rewritten_end_shows_against_a_head_kept_elsewhere()
    {
        var trail = SampleTrail.Build((false, 0, 3), (false, 0, 4));
        var first = SampleTrail.Envelope(trail[0]);
        var forged = SampleTrail.Record(SampleTrail.Seal(0, 6, new ChainHead(first.Producer, first.Sequence, first.Chain)), 0, 1);

        Assert.True(TrailVerifier.Verify([trail[0], forged]).IsIntact);
        Assert.IsType<TrailFinding.Rewritten>(Assert.Single(TrailVerifier.Verify([trail[0], forged], SampleTrail.Heads(trail)).Findings));
    }

    [Fact]
    public void One_removed_event_is_found_and_its_link_named() => Gen.Select(SampleTrail.Generator, Gen.Int[0, 9999]).Sample(
        (trail, which) =>
        {
            var victim = trail[which % trail.Length];
            var link = SampleTrail.Envelope(victim);

            var report = TrailVerifier.Verify(SampleTrail.Renumber(trail.Where(record => record != victim)), SampleTrail.Heads(trail));

            var missing = Assert.IsType<TrailFinding.Missing>(Assert.Single(report.Findings));
            Assert.Equal((link.Producer, link.Sequence, link.Sequence), (missing.Producer, missing.From, missing.To));
        },
        iter: 300);

    [Fact]
    public void One_inserted_event_is_found_and_its_place_named() => Gen.Select(SampleTrail.Generator, Gen.Int[0, 9999], Gen.Int[1, 20]).Sample(
        (trail, which, sequence) =>
        {
            var like = SampleTrail.Envelope(trail[which % trail.Length]);
            var forged = SampleTrail.Record(SampleTrail.Seal(4, 9, new ChainHead(like.Producer, sequence - 1, new string('c', 64))), 1, 9999);

            var report = TrailVerifier.Verify([.. trail, forged], SampleTrail.Heads(trail));

            Assert.False(report.IsIntact);
            Assert.Contains(report.Findings, finding => Names(finding, forged));
        },
        iter: 300);

    [Fact]
    public void Same_bytes_again_are_repeated_and_no_tampering() => Gen.Select(SampleTrail.Generator, Gen.Int[0, 9999]).Sample(
        (trail, which) =>
        {
            var twice = trail[which % trail.Length];
            var again = twice with { Offset = 9999 };

            var report = TrailVerifier.Verify([.. trail, again]);

            Assert.True(report.IsIntact);
            Assert.Equal((twice.Offset, again.Offset), Assert.IsType<TrailFinding.Repeated>(Assert.Single(report.Findings)) is var found ? (found.First.Offset, found.Place.Offset) : default);
        },
        iter: 100);

    [Fact]
    public void Two_swapped_events_of_a_producer_in_a_partition_are_found_and_both_named() => Gen.Select(SampleTrail.Generator, Gen.Int[0, 9999]).Sample(
        (trail, which) =>
        {
            var run = trail.GroupBy(record => (record.Partition, SampleTrail.Envelope(record).Producer)).MaxBy(group => group.Count())!.ToArray();
            if (run.Length < 2)
                return;
            var at = which % (run.Length - 1);
            var (left, right) = (run[at], run[at + 1]);
            var swapped = SampleTrail.Renumber(trail.Select(record => record == left ? right : record == right ? left : record));

            var found = Assert.IsType<TrailFinding.OutOfOrder>(Assert.Single(TrailVerifier.Verify(swapped).Findings));

            Assert.Equal((left.Partition, right.Offset, left.Offset), (found.Place.Partition, found.Place.Offset, found.Previous.Offset));
        },
        iter: 300);

    [Fact]
    public void Key_that_is_not_the_partition_key_is_found()
    {
        var trail = SampleTrail.Build((false, 0, 3), (false, 0, 4));

        var report = TrailVerifier.Verify([trail[0], trail[1] with { Key = "KafkaTopic/streaming/bills" }]);

        Assert.Equal(1, Assert.IsType<TrailFinding.KeyMismatch>(Assert.Single(report.Findings)).Place.Offset);
    }

    [Fact]
    public void Tombstone_is_malformed_and_the_chain_of_a_lost_producer_missing()
    {
        var report = TrailVerifier.Verify([new TrailRecord(0, 0, "KafkaTopic/streaming/orders", default, SampleEvents.Noon)], [new ChainHead("worker-9", 3, new string('d', 64))]);

        Assert.Contains(report.Findings, finding => finding is TrailFinding.Malformed);
        Assert.Contains(report.Findings, finding => finding is TrailFinding.Missing { Producer: "worker-9", From: 1, To: 3 });
    }

    private static bool Names(TrailFinding finding, TrailRecord record)
    {
        TrailPlace?[] places = finding switch
        {
            TrailFinding.Malformed found => [found.Place],
            TrailFinding.KeyMismatch found => [found.Place],
            TrailFinding.Altered found => [found.Place],
            TrailFinding.Missing found => [found.Before],
            TrailFinding.Inserted found => [found.Place, found.Genuine],
            TrailFinding.Rewritten found => [found.Place],
            TrailFinding.OutOfOrder found => [found.Place],
            _ => [],
        };
        return places.Any(place => place is not null && place.Partition == record.Partition && place.Offset == record.Offset) && finding.Describe().Length > 0;
    }
}
