using System.Text.Json;
using GitOpsKafka.Cli.Output;
using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Cli.Observed;

/// <summary>
/// How a stored resource is, in one word, read from its conditions as kstatus does. Immutable.
/// Source: https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md.
/// </summary>
internal sealed record ResourceState(string Word, Tone Tone, string Reason, string Message)
{
    public static ResourceState Of(KubeObject live)
    {
        if (live.IsTerminating)
            return BeingDeleted(live);
        if (Find(live, "Ready") is not { } ready)
            return new ResourceState("unknown", Tone.Doubtful, "", "no worker has reported on it yet");
        var (word, tone) = Judge(live, ready);
        return new ResourceState(word, tone, Text(ready, "reason"), Text(ready, "message"));
    }

    /// <summary>Clusters say how far they are; conditions from before the deletion say nothing about it.</summary>
    private static ResourceState BeingDeleted(KubeObject live) => Find(live, "Ready") is { } told && Text(told, "reason") is "Deleting" or "DeletionProtected"
        ? new ResourceState("being deleted", IsTrue(live, "Stalled") ? Tone.Bad : Tone.Doubtful, Text(told, "reason"), Text(told, "message"))
        : new ResourceState("being deleted", Tone.Doubtful, "Deleting", "");

    private static (string Word, Tone Tone) Judge(KubeObject live, JsonElement ready)
    {
        // The conditions speak of an older spec.
        if ((live.At("status", "observedGeneration") is { ValueKind: JsonValueKind.Number } seen ? seen.GetInt64() : 0) != live.Generation)
            return ("waiting", Tone.Doubtful);
        if (IsTrue(live, "Stalled"))
            return ("stuck", Tone.Bad);
        return (Text(ready, "status"), IsTrue(live, "Reconciling")) switch
        {
            ("False", true) => ("retrying", Tone.Bad),
            (_, true) => ("working", Tone.Doubtful),
            ("True", _) => ("ready", Tone.Good),
            ("False", _) => ("not ready", Tone.Bad),
            _ => ("unknown", Tone.Doubtful),
        };
    }

    private static bool IsTrue(KubeObject live, string type) => Find(live, type) is { } condition && Text(condition, "status") == "True";

    private static JsonElement? Find(KubeObject live, string type)
    {
        if (live.At("status", "conditions") is not { ValueKind: JsonValueKind.Array } conditions)
            return null;
        foreach (var condition in conditions.EnumerateArray())
        {
            if (Text(condition, "type") == type)
                return condition;
        }

        return null;
    }

    private static string Text(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
