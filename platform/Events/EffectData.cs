using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Platform.Events;

/// <summary>An <see cref="Effect"/> on the wire, for people and for counting; workers plan their own. Immutable.</summary>
/// <param name="Kind">Name of the effect in camelCase: <c>scaleNodes</c>.</param>
public sealed record EffectData(string Kind, string Summary, RiskClass Risk)
{
    public static EffectData Of(Effect effect)
    {
        var name = effect.GetType().Name;
        return new EffectData(char.ToLowerInvariant(name[0]) + name[1..], effect.Describe(), effect.Risk);
    }
}
