using System.ComponentModel.DataAnnotations;

namespace GitOpsKafka.Reconciler.Hooks;

/// <summary>How pushes are announced to the reconciler.</summary>
public sealed class HookOptions
{
    public const string Section = "Hooks";

    /// <summary>File with the secret that senders sign with; read again for each hook, so a rotated secret is used at once.</summary>
    [Required]
    public string SecretFile { get; set; } = "";

    /// <summary>Pushes to other branches are ignored.</summary>
    /// <value>Short name, such as <c>main</c>; by default each push wakes the loop.</value>
    [MaxLength(250)]
    public string? Branch { get; set; }

    /// <summary>Largest body, in bytes.</summary>
    /// <value>The default is 3 MiB.</value>
    [Range(1, 64 << 20)]
    public int MaxBodyBytes { get; set; } = 3 << 20;

    /// <summary>The longest that a sender may take for the body.</summary>
    /// <value>The default is 30 seconds; 1 second to 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a delivery is remembered.</summary>
    /// <value>The default is 1 hour; 1 minute to 1 day.</value>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan RememberFor { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How many deliveries are remembered; the oldest goes first.</summary>
    /// <value>The default is 10,000.</value>
    [Range(1, 1_000_000)]
    public int RememberAtMost { get; set; } = 10_000;
}
