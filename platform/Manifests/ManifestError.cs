using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Platform.Manifests;

/// <summary>One thing wrong in a manifest, with its place. Lines and columns count from 1; 0 means the file as a whole. Immutable.</summary>
/// <param name="Path">The field, where there is one.</param>
/// <param name="RuleId">The rule that is broken; <c>YAML-…</c> and <c>SCHEMA-…</c> ids for text and structure.</param>
/// <param name="Message">What was found, what is allowed and what to do, without place and id.</param>
public sealed record ManifestError(string File, int Line, int Column, FieldPath? Path, string RuleId, string Message)
{
    /// <summary><c>topics/orders.yaml:12:5: spec.partitions: Invalid value: 0: must be at least 1 [KT-07]</c>.</summary>
    public override string ToString() => $"{File}{(Line > 0 ? $":{Line}:{Column}" : "")}: {(Path is null ? "" : Path + ": ")}{Message} [{RuleId}]";
}
