using System.ComponentModel.DataAnnotations;
using GitOpsKafka.Platform.Status.Checks;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Worker.HealthChecks;

/// <summary>How often clusters are asked how they are, and from where on they are not well.</summary>
public sealed class HealthOptions
{
    public const string Section = "HealthChecks";

    /// <value>Time between two looks at all clusters, 1 second to 1 hour. Default 10 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(10);

    /// <value>Share of a file system with log directories from which on it is nearly full, 0.01 to 1. Default 0.8.</value>
    [Range(0.01, 1.0)]
    public double DiskShare { get; set; } = new CheckLimits().DiskShare;

    /// <value>How far a voter of a quorum may be behind its leader, 1 second to 1 hour. Default 10 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan VoterLag { get; set; } = new CheckLimits().VoterLag;

    internal CheckLimits Limits => new() { DiskShare = DiskShare, VoterLag = VoterLag };
}

[OptionsValidator]
internal sealed partial class HealthOptionsValidator : IValidateOptions<HealthOptions>;
