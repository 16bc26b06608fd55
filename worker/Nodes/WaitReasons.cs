using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Worker.Nodes;

/// <summary>Why objects wait, so that each reason is logged once and not whenever somebody looks. By name, so it does not grow. Not thread-safe.</summary>
internal sealed class WaitReasons
{
    private readonly Dictionary<ObjectKey, (string Uid, string Reason)> _known = [];

    /// <returns>False when the same object waited for the same reason when last asked.</returns>
    public bool IsNew(KubeObject about, string reason)
    {
        if (_known.TryGetValue(about.Key, out var known) && known == (about.Uid, reason))
            return false;
        _known[about.Key] = (about.Uid, reason);
        return true;
    }

    /// <summary>It no longer waits.</summary>
    public void Forget(KubeObject about) => _known.Remove(about.Key);
}
