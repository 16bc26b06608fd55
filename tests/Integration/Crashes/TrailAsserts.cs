using GitOpsKafka.Platform.Events;
using GitOpsKafka.Tests.Integration.Fixtures;

namespace GitOpsKafka.Tests.Integration.Crashes;

/// <summary>What must hold of the trail whatever died.</summary>
internal static class TrailAsserts
{
    /// <summary>
    /// Nothing altered, lost, moved or doubled; every request has an outcome; nothing failed, and nobody is blamed for drift, for
    /// nobody but us wrote.
    /// </summary>
    /// <param name="producers">How many chains there may be: a process that lost its spool would begin another.</param>
    public static async Task<TrailReport> AssertSoundAsync(this Trail trail, int producers)
    {
        var records = await trail.RecordsAsync();
        var report = TrailVerifier.Verify(records);
        Assert.True(report.IsIntact, string.Join('\n', report.Findings.Select(finding => finding.Describe())));
        Assert.Equal(producers, report.Chains.Length);
        var events = records.Select(record => EventCodec.Decode(record.Bytes)).OfType<DecodedEvent.Known>().Select(known => known.Envelope).ToList();
        Assert.Empty(TrailProjection.Of(events).Open);
        Assert.Empty(events.Select(known => known.Data).OfType<PlatformEvent.ChangeFailed>());
        Assert.Empty(events.Select(known => known.Data).OfType<PlatformEvent.DriftDetected>());
        AssertSameIdSameContent(events);
        return report;
    }

    /// <summary>A change that is published again after a crash has the same id, and the same id never means something else.</summary>
    private static void AssertSameIdSameContent(IEnumerable<EventEnvelope> events)
    {
        foreach (var requests in events.Select(known => known.Data).OfType<PlatformEvent.ChangeRequested>().GroupBy(request => request.ChangeId))
            Assert.Single(requests.Select(request => (request.Operation, request.Resource, request.Cause.Commit.Sha, request.Cause.Commit.Sequence, Manifest: request.Manifest.GetRawText())).Distinct());
    }
}
