using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>A client with the calls that use it: it is disposed of when it is no longer wanted and the last of them has ended. Thread-safe.</summary>
internal sealed class KafkaLease(IKafkaAdmin admin)
{
    private readonly Lock _gate = new();
    private int _calls;
    private bool _isRetired;

    public IKafkaAdmin Admin => admin;

    public void Take()
    {
        lock (_gate)
            _calls++;
    }

    public void Return()
    {
        lock (_gate)
        {
            _calls--;
            DisposeIfUnused();
        }
    }

    /// <summary>Nobody takes it any more.</summary>
    public void Retire()
    {
        lock (_gate)
        {
            _isRetired = true;
            DisposeIfUnused();
        }
    }

    private void DisposeIfUnused()
    {
        if (_isRetired && _calls == 0)
            (admin as IDisposable)?.Dispose();
    }
}
