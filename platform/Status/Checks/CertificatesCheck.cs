using System.Collections.Immutable;
using GitOpsKafka.Platform.Certificates;

namespace GitOpsKafka.Platform.Status.Checks;

/// <summary>Whether certificates are renewed in time. Pure.</summary>
internal static class CertificatesCheck
{
    public const string Type = "CertificatesHealthy";

    /// <param name="expiries">Soonest first; null when they were not read yet.</param>
    public static CheckResult Judge(ImmutableArray<CertificateExpiry>? expiries, DateTimeOffset now) =>
        expiries is not { IsEmpty: false } all ? CheckResult.Unknown(Type, "CertificatesUnread", "no certificate was read yet")
        : all[0].NotAfter <= now ? CheckResult.Ill(Type, "CertificateExpired", $"certificate {all[0].Name} has expired at {Text(all[0])}")
        : all.FirstOrDefault(expiry => expiry.IsNear) is { } near ? CheckResult.Ill(Type, "CertificateExpires", $"certificate {near.Name} expires at {Text(near)} and was not renewed")
        : CheckResult.Well(Type, "CertificatesValid", $"the first to expire is {all[0].Name} at {Text(all[0])}");

    private static string Text(CertificateExpiry expiry) => expiry.NotAfter.ToString("yyyy-MM-ddTHH:mm:ssZ");
}
