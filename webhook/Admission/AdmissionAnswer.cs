using System.Collections.Immutable;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Webhook.Admission;

/// <summary>What goes back for one review. Immutable.</summary>
/// <param name="StatusCode">200 for a verdict; 400 or 413 for a review that cannot be read.</param>
/// <param name="Body">An AdmissionReview for a verdict, else one line of text.</param>
/// <param name="Facts">For metrics and logs; null without a verdict.</param>
public sealed record AdmissionAnswer(int StatusCode, ReadOnlyMemory<byte> Body, AdmissionFacts? Facts)
{
    public string ContentType => StatusCode == 200 ? "application/json" : "text/plain; charset=utf-8";
}

/// <summary>What was asked and said. Holds no value of the object. Immutable.</summary>
public sealed record AdmissionFacts(
    Operation Operation, string Kind, string Namespace, string Name, bool IsAllowed, bool IsDryRun, ImmutableArray<(string RuleId, Severity Severity)> Rules);
