namespace GitOpsKafka.Platform.Certificates;

/// <summary>How long certificates live and when they are renewed. Immutable.</summary>
public sealed record CertificateTimes
{
    /// <value>Life of an authority that we make. Default five years.</value>
    public TimeSpan AuthorityLife { get; init; } = TimeSpan.FromDays(5 * 365);

    /// <value>Life of a certificate of a node or client. Default 365 days.</value>
    public TimeSpan LeafLife { get; init; } = TimeSpan.FromDays(365);

    /// <value>
    /// How long clients outside have to take over the new cluster authority where the old one cannot vouch for it. Default 7 days.
    /// </value>
    public TimeSpan TrustGrace { get; init; } = TimeSpan.FromDays(7);

    /// <value>
    /// How long nodes go on to trust an old clients authority after the new one was added: clients need the time to take over their new
    /// certificates. Default 365 days, the life of a client's certificate.
    /// </value>
    public TimeSpan ClientsGrace { get; init; } = TimeSpan.FromDays(365);

    /// <value>How long before its end a certificate is warned of, at most; see <see cref="WarnAt"/>. Default 30 days.</value>
    public TimeSpan WarnBefore { get; init; } = TimeSpan.FromDays(30);

    /// <summary>When a certificate is replaced: when a third of its life is left.</summary>
    public static DateTimeOffset RenewAt(Certificate certificate) => certificate.NotAfter - (certificate.Life / 3);

    /// <summary>When people are warned: by then a renewal is long overdue, also for certificates that live only for minutes.</summary>
    public DateTimeOffset WarnAt(Certificate certificate) => certificate.NotAfter - (WarnBefore < certificate.Life / 6 ? WarnBefore : certificate.Life / 6);
}
