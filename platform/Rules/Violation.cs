namespace GitOpsKafka.Platform.Rules;

/// <summary>One rule that an object breaks. Immutable.</summary>
/// <param name="RuleId">Stable id, such as <c>KT-08</c>.</param>
/// <param name="Found">What stands there, as the API server prints it: strings quoted, numbers bare; null where the type of error has none.</param>
/// <param name="Detail">What is allowed and what to do; empty where the type says it all.</param>
public sealed record Violation(string RuleId, Severity Severity, FieldPath Path, FieldErrorType Type, string? Found, string Detail)
{
    /// <summary>The message without path and rule id: <c>Invalid value: 0: must be at least 1</c>.</summary>
    public string Body => string.Join(": ", Parts());

    /// <summary>As the API server writes field errors, with the rule id: <c>spec.partitions: Invalid value: 0: must be at least 1 [KT-07]</c>.</summary>
    public override string ToString() => Type == FieldErrorType.Remark ? $"{Body} [{RuleId}]" : $"{Path}: {Body} [{RuleId}]";

    private IEnumerable<string> Parts() => new[] { Type.Text(), Found, Detail }.Where(part => !string.IsNullOrEmpty(part))!;
}

public enum Severity
{
    /// <summary>Told, never refused.</summary>
    Warn,

    /// <summary>Refused.</summary>
    Deny,
}
