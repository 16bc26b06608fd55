using System.ComponentModel.DataAnnotations;

namespace GitOpsKafka.Reconciler.Git;

/// <summary>Which repository is followed, and how. Checked at start by <see cref="GitSourceOptionsCheck"/> too.</summary>
public sealed class GitSourceOptions
{
    public const string Section = "Git";

    /// <summary>Where the repository is.</summary>
    /// <value><c>https://</c>, <c>http://</c> and <c>git://</c> (both without credentials), <c>file://</c>, or a local path. Never holds credentials.</value>
    [Required]
    public string Url { get; set; } = "";

    /// <summary>The branch that is followed.</summary>
    /// <value>Short name, such as <c>main</c>. The default is the branch that HEAD of the repository names.</value>
    [MaxLength(250)]
    public string? Branch { get; set; }

    /// <summary>The folder that holds the manifests.</summary>
    /// <value>Relative to the root of the repository; the default is the root.</value>
    [MaxLength(1024)]
    public string Path { get; set; } = "";

    /// <summary>Name of the source, as in <c>GitSource/gitopskafka/platform</c>.</summary>
    /// <value>The default is the last part of the URL.</value>
    [RegularExpression("^[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?$", ErrorMessage = "Name must be lower case letters, digits, '-' and '.', at most 63")]
    public string? Name { get; set; }

    /// <summary>Namespace of the source.</summary>
    /// <value>The default is <c>gitopskafka</c>.</value>
    [Required]
    [RegularExpression("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", ErrorMessage = "Namespace must be lower case letters, digits and '-', at most 63")]
    public string Namespace { get; set; } = "gitopskafka";

    /// <summary>How often the branch is looked at when no hook wakes the loop.</summary>
    /// <value>The default is 60 seconds; 1 second to 1 day.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest that one look may take, with the fetch.</summary>
    /// <value>The default is 60 seconds; 1 second to 1 hour.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Where the local copy is kept. It can be deleted at any time and is made anew.</summary>
    /// <value>The default is <c>gitopskafka/git</c> in the folder for temporary files.</value>
    [Required]
    public string CacheDirectory { get; set; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "gitopskafka", "git");

    /// <summary>Certificates of authorities that are trusted for this source instead of the system's.</summary>
    /// <value>A PEM file, read again at every look; the default is to trust what the system trusts.</value>
    public string? CaFile { get; set; }

    /// <summary>User for HTTPS.</summary>
    /// <value>With a token the default is <c>git</c>, which GitHub, GitLab and Gitea accept.</value>
    public string? Username { get; set; }

    /// <summary>File that holds the user for HTTPS.</summary>
    public string? UsernameFile { get; set; }

    /// <summary>File that holds the password for HTTPS, read again at every look.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>File that holds a token for HTTPS, read again at every look.</summary>
    public string? TokenFile { get; set; }

    /// <summary>Most manifest files under the path.</summary>
    /// <value>The default is 20,000.</value>
    [Range(1, 1_000_000)]
    public int MaxFiles { get; set; } = 20_000;

    /// <summary>Largest manifest file, in bytes.</summary>
    /// <value>The default is 1 MiB.</value>
    [Range(1, 256L << 20)]
    public long MaxFileBytes { get; set; } = 1L << 20;

    /// <summary>All manifest files together, in bytes.</summary>
    /// <value>The default is 256 MiB.</value>
    [Range(1, 4L << 30)]
    public long MaxTotalBytes { get; set; } = 256L << 20;

    /// <summary>The most that one fetch may transfer, in bytes.</summary>
    /// <value>The default is 1 GiB.</value>
    [Range(1, 64L << 30)]
    public long MaxFetchBytes { get; set; } = 1L << 30;
}
