using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Reconciler.Git;

/// <summary>
/// Asks a server over HTTP which references it has. LibGit2Sharp 0.32 can ask too, but takes no certificate check for it,
/// cannot be cancelled and does not tell a refused login from a missing repository.
/// </summary>
internal static class HttpRefs
{
    private const int MaxAnswerBytes = 64 << 20;

    private const string SmartAnswer = "application/x-git-upload-pack-advertisement";

    /// <exception cref="DesiredSourceException">The server cannot be reached, refuses, or is no Git server.</exception>
    public static async Task<RemoteRefs> ListAsync(GitAccess access, CancellationToken cancellationToken)
    {
        // One connection per look: polls are rare, and a rotated authority or address is seen at once.
        using var client = new HttpClient(Handler(access)) { MaxResponseContentBufferSize = MaxAnswerBytes, Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{access.Url.Text.TrimEnd('/')}/info/refs?service=git-upload-pack");
        request.Headers.TryAddWithoutValidation("User-Agent", "git/2.0 (gitopskafka)");
        request.Headers.Authorization = access.Url.Transport is GitTransport.Https ? access.Credentials?.Basic : null;
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            RefuseUnlessAdvertisement(response, access);
            return RefAdvertisement.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (HttpRequestException failure)
        {
            throw Translate(failure, access);
        }
        catch (FormatException failure)
        {
            throw new DesiredSourceException(GitReason.RepositoryUnreadable, $"{access.Url.Text}: the answer cannot be read: {failure.Message}: is it a Git repository with SHA-1 hashes?", failure);
        }
    }

    private static SocketsHttpHandler Handler(GitAccess access)
    {
        // A redirect is told, not followed: credentials must not reach another place than the one that was named.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.GZip, UseCookies = false };
        if (access.Trust is { } trust)
            handler.SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, chain, errors) => trust.AcceptsHandshake(certificate, chain, errors) };
        return handler;
    }

    private static void RefuseUnlessAdvertisement(HttpResponseMessage response, GitAccess access)
    {
        var url = access.Url.Text;
        var status = (int)response.StatusCode;
        if (status is 401 or 403)
            throw new DesiredSourceException(GitReason.AuthenticationFailed, $"{url}: the server refused the login (HTTP {status}): {(access.Credentials is null ? "name a TokenFile, or Username and PasswordFile" : "check that the credentials are valid and may read the repository")}");
        if (status is 404 or 410)
            throw new DesiredSourceException(GitReason.RepositoryNotFound, $"{url}: there is no such repository (HTTP {status}): check Url{(access.Credentials is null ? ", and credentials if it is private" : " and the rights of the credentials")}");
        if (status is >= 300 and < 400)
            throw new DesiredSourceException(GitReason.RepositoryMoved, $"{url}: the repository has moved to {NewUrl(response)}: set Url to it");
        if (status != 200)
            throw new DesiredSourceException(GitReason.Unreachable, $"{url}: the server answered HTTP {status}: it is tried again; look at the server if it lasts");
        if (response.Content.Headers.ContentType?.MediaType != SmartAnswer)
            throw new DesiredSourceException(GitReason.RepositoryNotFound, $"{url}: the answer does not come from a Git server: check Url");
    }

    private static string NewUrl(HttpResponseMessage response)
    {
        var target = GitUrl.Strip(response.Headers.Location?.ToString() ?? "an unnamed place");
        return target.EndsWith("/info/refs", StringComparison.Ordinal) ? target[..^"/info/refs".Length] : target;
    }

    private static DesiredSourceException Translate(HttpRequestException failure, GitAccess access) =>
        failure.HttpRequestError is HttpRequestError.SecureConnectionError || failure.InnerException is AuthenticationException
            ? new(GitReason.CertificateInvalid, $"{access.Url.Text}: the server's certificate is not trusted: {failure.InnerException?.Message ?? failure.Message}: give the authority in CaFile, or mend the certificate", failure)
            : new(GitReason.Unreachable, $"{access.Url.Text}: the server cannot be reached: {failure.Message}: check host, port, network policy and proxy", failure);
}
