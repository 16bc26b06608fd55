using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Webhook.Admission;

/// <summary>The version of the rules, for audit logs: that of the assembly they are in.</summary>
internal static class RuleSetVersion
{
    public static string Text { get; } = typeof(RuleSet).Assembly.GetName().Version?.ToString(3) ?? "unknown";
}
