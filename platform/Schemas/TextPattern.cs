using System.Text.RegularExpressions;

namespace GitOpsKafka.Platform.Schemas;

/// <summary>
/// A regular expression that a string must match. Thread-safe.
/// Only what .NET and Go's RE2 read alike may be used: no lookaround, and <c>[0-9]</c> for <c>\d</c>, which is Unicode in .NET.
/// </summary>
/// <param name="expression">Anchored, as it goes into the CRD.</param>
/// <param name="hint">What is allowed, in words; null to show the expression.</param>
public sealed class TextPattern(string expression, string? hint)
{
    /// <remarks>No backtracking: the time is linear in the text, whatever an author writes. In .NET <c>$</c> also matches before a last line break; RE2's does not.</remarks>
    private readonly Regex _regex = new(expression.EndsWith('$') ? expression[..^1] + @"\z" : expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    public string Expression { get; } = expression;

    public string Hint { get; } = hint ?? $"must match {expression}";

    public bool IsMatch(string text) => _regex.IsMatch(text);
}
