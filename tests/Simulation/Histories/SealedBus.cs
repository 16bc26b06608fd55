using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Simulation.Bus;
using GitOpsKafka.Simulation.Kubernetes;

namespace GitOpsKafka.Tests.Simulation.Histories;

/// <summary>The bus with what the real one adds: each event is sealed into the chain of its producer, and readers get what its bytes say.</summary>
internal sealed class SealedBus(SimulatedBus bus, SimulatedKubernetes api, Repository repository, Witness witness, TimeProvider clock)
{
    private const int MostDeletes = 10;

    private readonly Dictionary<string, ChainHead> _heads = new(StringComparer.Ordinal);
    private readonly List<TrailRecord> _trail = [];
    private readonly HashSet<string> _requested = new(StringComparer.Ordinal);

    public IEventPublisher For(string producer) => new Publisher(this, producer);

    public TrailReport Verify() => TrailVerifier.Verify(_trail, [.. _heads.Values]);

    private Task PublishAsync(string producer, IReadOnlyList<PlatformEvent> events, CancellationToken cancellationToken)
    {
        if (events.OfType<PlatformEvent.ChangeRequested>().Count(request => request.Operation == ChangeOperation.Delete) > MostDeletes)
            witness.Note("more deletes were requested at once than are allowed");
        var published = events.Select(data => Seal(producer, data)).ToList();
        var done = bus.PublishAsync(published, cancellationToken);
        foreach (var request in published.OfType<PlatformEvent.ChangeRequested>())
            witness.Courier?.Supersede(request);
        return done;
    }

    private PlatformEvent Seal(string producer, PlatformEvent data)
    {
        witness.Count($"event {data.EventType["io.gitopskafka.".Length..]}");
        Check(producer, data);
        var sealedEvent = EventChain.Seal(data, clock.GetUtcNow(), $"/{producer}", _heads.GetValueOrDefault(producer) ?? ChainHead.Start(producer), null);
        _heads[producer] = sealedEvent.Head;
        _trail.Add(new TrailRecord(0, _trail.Count, data.About.ToString(), sealedEvent.Bytes, clock.GetUtcNow()));
        return ((DecodedEvent.Known)EventCodec.Decode(sealedEvent.Bytes)).Envelope.Data;
    }

    private void Check(string producer, PlatformEvent data)
    {
        switch (data)
        {
            case PlatformEvent.ChangeRequested request:
                _requested.Add(request.ChangeId);
                CheckRequest(producer, request);
                break;
            case var other when OutcomeOf(other) is { } id && (producer != "worker" || !_requested.Contains(id)):
                witness.Note($"{producer} published the outcome of {id}, which nobody requested");
                break;
        }
    }

    private void CheckRequest(string producer, PlatformEvent.ChangeRequested request)
    {
        var revision = repository.Of(request.Cause.Commit.Sha);
        var wanted = revision.Resources.GetValueOrDefault(request.Resource);
        var key = ResourceKinds.ObjectOf(request.Resource);
        if (producer != "reconciler" || !revision.IsUsable)
            witness.Note($"{request.Operation} of {request.Resource} was requested by {producer} from commit {revision.Commit.ShortSha}");
        else if (request.Operation != ChangeOperation.Delete && wanted?.Hash != DesiredResource.FromManifest(KubeObject.Of(key.Type, request.Manifest)).Hash)
            witness.Note($"{request.Operation} of {request.Resource} does not ask for what commit {revision.Commit.ShortSha} wants");
        else if (request.Operation == ChangeOperation.Delete && (wanted is not null || revision.Resources.IsEmpty))
            witness.Note($"the delete of {request.Resource} was requested, and commit {revision.Commit.ShortSha} {(wanted is null ? "is empty" : "wants it")}");
        else if (request.Operation == ChangeOperation.Delete && api.Store.Find(key)?.Object is { } live && live.Label(Marks.Source) is null)
            witness.Note($"the delete of {request.Resource} was requested, and it did not come from Git");
    }

    public static string? OutcomeOf(PlatformEvent data) => data switch
    {
        PlatformEvent.ChangeApplied change => change.ChangeId,
        PlatformEvent.ChangeFailed change => change.ChangeId,
        PlatformEvent.ChangeSuperseded change => change.ChangeId,
        PlatformEvent.ChangeUnchanged change => change.ChangeId,
        _ => null,
    };

    private sealed class Publisher(SealedBus bus, string producer) : IEventPublisher
    {
        public Task PublishAsync(IReadOnlyList<PlatformEvent> events, CancellationToken cancellationToken) => bus.PublishAsync(producer, events, cancellationToken);
    }
}
