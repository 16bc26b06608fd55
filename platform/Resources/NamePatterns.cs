namespace GitOpsKafka.Platform.Resources;

/// <summary>
/// Names that Kubernetes accepts, as regular expressions that .NET and RE2 read alike.
/// Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/.
/// </summary>
internal static class NamePatterns
{
    public const string Subdomain = @"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

    public const string SubdomainHint = "must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit";

    public const int SubdomainLength = 253;

    public const string Label = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

    public const string LabelHint = "must consist of lower-case letters, digits and '-', and begin and end with a letter or digit";

    public const int LabelLength = 63;
}
