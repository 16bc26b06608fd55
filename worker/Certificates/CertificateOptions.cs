using System.ComponentModel.DataAnnotations;
using GitOpsKafka.Platform.Certificates;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Worker.Certificates;

/// <summary>How long certificates live, and how often they are looked at.</summary>
public sealed class CertificateOptions
{
    public const string Section = "Certificates";

    /// <value>Life of an authority that we make, 10 minutes to 30 years. Default 5 years.</value>
    [Range(typeof(TimeSpan), "00:10:00", "10950.00:00:00")]
    public TimeSpan AuthorityLife { get; set; } = new CertificateTimes().AuthorityLife;

    /// <value>Life of a certificate of a node or client, 2 minutes to 10 years. Default 365 days.</value>
    [Range(typeof(TimeSpan), "00:02:00", "3650.00:00:00")]
    public TimeSpan LeafLife { get; set; } = new CertificateTimes().LeafLife;

    /// <value>How long clients have to trust a new cluster authority for which the old one cannot vouch, up to a year. Default 7 days.</value>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan TrustGrace { get; set; } = new CertificateTimes().TrustGrace;

    /// <value>How long nodes go on to trust an old clients authority, up to 10 years. Default 365 days.</value>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan ClientsGrace { get; set; } = new CertificateTimes().ClientsGrace;

    /// <value>Time between two looks at all certificates, 1 second to 1 day. Default 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <value>The same while nodes have still to load new certificates, 1 second to 1 hour. Default 15 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PendingInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <value>Longest wait for a node to show its certificate, 1 second to 1 minute. Default 5 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(5);

    internal CertificateTimes Times => new() { AuthorityLife = AuthorityLife, LeafLife = LeafLife, TrustGrace = TrustGrace, ClientsGrace = ClientsGrace };
}

[OptionsValidator]
internal sealed partial class CertificateOptionsValidator : IValidateOptions<CertificateOptions>;
