namespace GitOpsKafka.Platform.Certificates;

/// <summary>Why certificates cannot be as wanted, and what to do. Immutable.</summary>
/// <param name="Code"><c>CERT-001</c> …</param>
public sealed record CertificateProblem(string Code, string Message)
{
    public override string ToString() => $"{Message}  [{Code}]";
}
