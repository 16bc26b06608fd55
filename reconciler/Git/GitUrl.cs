namespace GitOpsKafka.Reconciler.Git;

/// <summary>What kind of place the URL of a repository is. Immutable.</summary>
/// <param name="Text">As it was given; without credentials, because options with credentials in the URL are refused.</param>
internal sealed record GitUrl(string Text, GitTransport Transport)
{
    /// <summary>The URL is reached over HTTP, with or without TLS.</summary>
    public bool IsHttp => Transport is GitTransport.Http or GitTransport.Https;

    /// <summary>The last part, made fit for a Kubernetes name: <c>https://git.example.com/platform/Kafka.git</c> is <c>kafka</c>.</summary>
    public string Name
    {
        get
        {
            var last = Text.TrimEnd('/').Split('/', '\\')[^1];
            var bare = last.EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? last[..^4] : last;
            var safe = new string([.. bare.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '-').Take(63)]).Trim('-', '.');
            return safe.Length > 0 ? safe : "repository";
        }
    }

    public static GitUrl Parse(string text) => new(text, TransportOf(text));

    /// <summary>The text with user, password, query and fragment taken out, for messages about a URL that was refused.</summary>
    public static string Strip(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal) is >= 0 and var found ? found + 3 : -1;
        if (start < 0)
            return text;
        var cut = text.IndexOfAny(['?', '#'], start) is >= 0 and var query ? text[..query] : text;
        // The last '@' counts: a password may hold a slash or another '@' that was not encoded.
        return cut.LastIndexOf('@') is >= 0 and var at && at >= start ? string.Concat(cut.AsSpan(0, start), cut.AsSpan(at + 1)) : cut;
    }

    private static GitTransport TransportOf(string text) =>
        text.IndexOf("://", StringComparison.Ordinal) is > 0 and var end
            ? text[..end].ToLowerInvariant() switch
            {
                "https" => GitTransport.Https,
                "http" => GitTransport.Http,
                "git" => GitTransport.Git,
                "file" => GitTransport.Local,
                _ => GitTransport.Unsupported,
            }
            : IsScp(text) ? GitTransport.Unsupported : GitTransport.Local;

    // git@host:path is ssh. A single letter before the colon is a drive of Windows.
    private static bool IsScp(string text) =>
        text.IndexOf(':', StringComparison.Ordinal) is > 1 and var colon && !text.AsSpan(0, colon).ContainsAny('/', '\\');
}

internal enum GitTransport
{
    Unsupported,
    Local,
    Git,
    Http,
    Https,
}
