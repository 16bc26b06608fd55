using System.Text.Json;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Platform.Planning;

/// <summary>
/// A plan as lines of text for people: one block for each change with what differs, what is done in order, and what could go wrong.
/// The first line of a block begins with <c>+</c> create, <c>~</c> update or restore, <c>-</c> delete, or <c>!</c> blocked. Values that
/// may be secrets are not printed. Pure; equal plans give equal lines.
/// </summary>
public static class PlanPrinter
{
    private const int LongestValue = 128;

    /// <summary>The blocks with empty lines between them; no summary. No line for an empty plan.</summary>
    public static IEnumerable<string> Print(Plan plan) => plan.Changes.SelectMany((change, index) => index == 0 ? Print(change) : Print(change).Prepend(""));

    public static IEnumerable<string> Print(Change change) =>
    [
        Headline(change),
        .. change.Deltas.Select(delta => "    " + Print(delta)),
        .. Effects(change),
        .. Remarks(change).Select(remark => "  " + remark),
    ];

    /// <summary><c>~ update KafkaCluster/streaming/orders</c>.</summary>
    public static string Headline(Change change) => $"{Symbol(change)} {Word(change.Operation)} {change.Key}";

    /// <summary><c>create</c>, <c>update</c> or <c>delete</c>.</summary>
    public static string Word(ChangeOperation operation) => operation.ToString().ToLowerInvariant();

    /// <summary><c>spec.brokers.replicas: 3 → 5</c>; long values are cut, texts of several lines are counted.</summary>
    public static string Print(FieldDelta delta)
    {
        var safe = Redaction.Of(delta);
        return $"{safe.Path}: {Print(safe.Before)} → {Print(safe.After)}";
    }

    /// <summary>One sentence: how many of what.</summary>
    public static string Summary(Plan plan)
    {
        if (plan.IsEmpty)
            return "no change: the cluster is as desired";
        var allowed = plan.Changes.Where(change => change.Blocked is null).ToList();
        var parts = Enum.GetValues<ChangeOperation>()
            .Select(operation => (Count: allowed.Count(change => change.Operation == operation), Word: Word(operation)))
            .Where(part => part.Count > 0).Select(part => $"{part.Count} to {part.Word}").ToList();
        var blocked = plan.Changes.Length - allowed.Count;
        var restarts = allowed.SelectMany(change => change.Effects).OfType<Effect.RestartNodes>().Sum(restart => restart.Pods.Length);
        return string.Join(", ", parts.Concat(blocked > 0 ? [$"{blocked} blocked"] : [])) + (restarts > 0 ? $"; {Rules.Print.Count(restarts, "node")} to restart" : "");
    }

    private static char Symbol(Change change) => change switch
    {
        { Blocked: not null } => '!',
        { Operation: ChangeOperation.Create } => '+',
        { Operation: ChangeOperation.Delete } => '-',
        _ => '~',
    };

    private static IEnumerable<string> Effects(Change change) => change.Effects.IsEmpty
        ? []
        : change.Effects.Select((effect, index) => $"    {index + 1}. {effect.Describe()}").Prepend(change.Blocked is null ? "  effects" : "  effects if it were allowed");

    private static IEnumerable<string> Remarks(Change change)
    {
        if (change.Risk == RiskClass.Restart)
            yield return "risk: nodes restart";
        if (change.Risk == RiskClass.DataLoss)
            yield return "risk: data goes away";
        if (change.Cause is Cause.FromKubectl kubectl)
            yield return $"in no repository: applied by {(kubectl.Managers.IsEmpty ? "somebody who cannot be named" : string.Join(", ", kubectl.Managers))}";
        if (change.Cause is Cause.FromDrift drift)
            yield return $"because others changed it: {(drift.Managers.IsEmpty ? "nobody can be named" : string.Join(", ", drift.Managers))}";
        if (change.Desired is { Location.Length: > 0 } desired)
            yield return $"from {desired.Location}";
        if (change.Blocked is { } blocked)
            yield return $"blocked: {blocked.Explanation} [{blocked.Code}]";
    }

    private static string Print(JsonElement? value) => value switch
    {
        null => "absent",
        { ValueKind: JsonValueKind.String } text => Print(text.GetString()!),
        { } other => Cut(other.GetRawText()),
    };

    private static string Print(string text) => text.AsSpan().TrimEnd('\n').Count('\n') is > 0 and var breaks ? $"text of {breaks + 1} lines" : Rules.Print.Value(text);

    private static string Cut(string json) => json.Length <= LongestValue ? json : json[..LongestValue] + "…";
}
