using System.Collections.Immutable;
using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Simulation.Kafka;

/// <summary>Whether a majority of the controllers is ready. Voters are all that were ever ready. Changed under the lock of its cluster.</summary>
internal sealed class QuorumWatch
{
    private readonly SortedDictionary<int, bool> _voters = [];

    /// <summary>How often the majority was lost.</summary>
    public int Losses { get; private set; }

    /// <summary>False too while there are no controllers of their own: then the brokers are the quorum.</summary>
    public bool IsLost => _voters.Count > 0 && _voters.Values.Count(isReady => isReady) <= _voters.Count / 2;

    /// <summary>A voter that is ready has caught up; another lacks what has come since.</summary>
    /// <param name="brokers">Those that are up: they are the voters where there are no controllers.</param>
    public Told<QuorumView> Tell(ImmutableArray<KafkaNode> brokers)
    {
        if (IsLost)
            return new Told<QuorumView>.Unknown("no leader answered");
        var voters = _voters.Count > 0 ? _voters.Select(voter => (voter.Key, IsReady: voter.Value)) : brokers.Select(broker => (Key: broker.Id, IsReady: true));
        ImmutableArray<VoterView> views = [.. voters.Select(voter => new VoterView(voter.Key, voter.IsReady ? 0 : 1, voter.IsReady ? TimeSpan.Zero : null))];
        return new Told<QuorumView>.Known(new QuorumView(views.First(voter => voter.Lag == 0).Id, views));
    }

    public void See(int id, bool isReady)
    {
        if (!isReady && !_voters.ContainsKey(id))
            return;
        var wasLost = IsLost;
        _voters[id] = isReady;
        // A voter that joins an ailing quorum may tip it on paper; only the loss of one counts.
        if (!wasLost && IsLost && !isReady)
            Losses++;
    }
}
