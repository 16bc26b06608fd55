using System.Net.Http.Headers;
using System.Text;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Reconciler.Git;

/// <summary>User and password or token for HTTPS. Read from the files at every look, so a rotated secret is used at once. Immutable.</summary>
internal sealed class GitCredentials
{
    private const int MaxFileBytes = 64 << 10;

    private readonly string _username;
    private readonly string _password;

    private GitCredentials(string username, string password) => (_username, _password) = (username, password);

    /// <summary>For the header of a request; the caller must see to TLS.</summary>
    public AuthenticationHeaderValue Basic => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_username}:{_password}")));

    /// <returns>Null when the options name no credentials.</returns>
    /// <exception cref="DesiredSourceException">A file cannot be read or is empty.</exception>
    public static GitCredentials? Read(GitSourceOptions options) =>
        (options.TokenFile ?? options.PasswordFile) is { } secret
            ? new GitCredentials(options.UsernameFile is { } file ? ReadFile(file) : options.Username ?? "git", ReadFile(secret))
            : null;

    /// <summary>Says nothing of what it holds.</summary>
    public override string ToString() => nameof(GitCredentials);

    private static string ReadFile(string path)
    {
        try
        {
            var text = new FileInfo(path).Length <= MaxFileBytes ? File.ReadAllText(path).Trim() : "";
            return text.Length > 0 ? text : throw Unusable(path, $"it is empty or larger than {MaxFileBytes} bytes", null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, failure.Message, failure);
        }
    }

    private static DesiredSourceException Unusable(string path, string problem, Exception? inner) =>
        new(GitReason.AuthenticationFailed, $"the credentials in \"{path}\" cannot be used: {problem}: check the file and the Secret behind it", inner);
}
