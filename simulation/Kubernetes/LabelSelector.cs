using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Simulation.Kubernetes;

/// <summary>
/// A label selector as text: <c>a=b,c!=d,e,!f,g in (h,i),j notin (k)</c>. Immutable.
/// Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors.
/// </summary>
internal sealed class LabelSelector(IReadOnlyList<Func<KubeObject, bool>> terms)
{
    /// <param name="text">Null or empty selects everything.</param>
    public static LabelSelector Parse(string? text) => new([.. Terms(text ?? "").Select(Term)]);

    public bool Matches(KubeObject candidate) => terms.All(term => term(candidate));

    private static IEnumerable<string> Terms(string text)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : ',';
            depth += c switch { '(' => 1, ')' => -1, _ => 0 };
            if (c != ',' || (depth > 0 && i < text.Length))
                continue;
            if (text[start..i].Trim() is { Length: > 0 } term)
                yield return term;
            start = i + 1;
        }
    }

    private static Func<KubeObject, bool> Term(string term)
    {
        if (term.EndsWith(')'))
            return SetTerm(term);
        if (term.Split("!=") is [var unequal, var not])
            return candidate => candidate.Label(unequal.Trim()) != not.Trim();
        if (term.Split('=', StringSplitOptions.RemoveEmptyEntries) is [var name, var value])
            return candidate => candidate.Label(name.Trim()) == value.Trim();
        if (term[0] == '!')
            return candidate => candidate.Label(term[1..].Trim()) is null;
        return candidate => candidate.Label(term.TrimEnd('=')) is { } found && (!term.EndsWith('=') || found.Length == 0);
    }

    private static Func<KubeObject, bool> SetTerm(string term)
    {
        var open = term.IndexOf('(');
        var words = term[..open].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not [var name, ("in" or "notin") and var how])
            throw ApiErrors.BadRequest($"unable to parse requirement: {term}");
        var values = term[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        return candidate => (candidate.Label(name) is { } found && values.Contains(found)) == (how == "in");
    }
}
