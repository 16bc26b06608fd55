using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Authentication;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Reconciler.Git;

/// <summary>
/// A Git server over HTTP during one look: asks it for its references, and carries the fetch that may follow over the same
/// connection. libgit2's own HTTP would open two more and waits 40 ms for every request that it writes in pieces; it also takes no
/// certificate check for a list of references. Not thread-safe.
/// Source: https://git-scm.com/docs/http-protocol, version 0.
/// </summary>
internal sealed class HttpRemote : IDisposable
{
    private const int MaxAdvertisementBytes = 64 << 20;

    private const string Service = "git-upload-pack";

    private readonly GitAccess _access;
    private readonly HttpClient _client;

    // One connection for each look: polls are rare, and a rotated authority or address is seen at once.
    public HttpRemote(GitAccess access) =>
        (_access, _client) = (access, new HttpClient(Handler(access)) { MaxResponseContentBufferSize = MaxAdvertisementBytes, Timeout = System.Threading.Timeout.InfiniteTimeSpan });

    /// <summary>The answer to <see cref="ListAsync"/>, as it came; a fetch begins with it.</summary>
    public byte[] Advertisement { get; private set; } = [];

    /// <exception cref="DesiredSourceException">The server cannot be reached, refuses, or is no Git server.</exception>
    public async Task<RemoteRefs> ListAsync(CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, $"info/refs?service={Service}");
        try
        {
            using var response = await _client.SendAsync(request, cancellationToken);
            RefuseUnless($"application/x-{Service}-advertisement", response);
            Advertisement = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return RefAdvertisement.Parse(Advertisement);
        }
        catch (HttpRequestException failure)
        {
            throw Translate(failure);
        }
        catch (FormatException failure)
        {
            throw new DesiredSourceException(GitReason.RepositoryUnreadable, $"{_access.Url.Text}: the answer cannot be read: {failure.Message}: is it a Git repository with SHA-1 hashes?", failure);
        }
    }

    /// <summary>Sends one step of a fetch and gives its answer, to be read to its end and disposed. Blocks.</summary>
    /// <exception cref="DesiredSourceException">The server cannot be reached or refuses.</exception>
    public Stream Post(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var request = Request(HttpMethod.Post, Service);
        request.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue($"application/x-{Service}-request") } };
        try
        {
            var response = _client.Send(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            RefuseUnless($"application/x-{Service}-result", response);
            return response.Content.ReadAsStream(cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            throw Translate(failure);
        }
    }

    public void Dispose() => _client.Dispose();

    private static SocketsHttpHandler Handler(GitAccess access)
    {
        // A redirect is told, not followed: credentials must not reach another place than the one that was named.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.GZip, UseCookies = false };
        if (access.Trust is { } trust)
            handler.SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, chain, errors) => trust.Accepts(certificate, chain, errors) };
        return handler;
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, $"{_access.Url.Text.TrimEnd('/')}/{path}");
        request.Headers.TryAddWithoutValidation("User-Agent", "git/2.0 (gitopskafka)");
        request.Headers.Authorization = _access.Url.Transport is GitTransport.Https ? _access.Credentials?.Basic : null;
        return request;
    }

    private void RefuseUnless(string mediaType, HttpResponseMessage response)
    {
        var url = _access.Url.Text;
        var status = (int)response.StatusCode;
        if (status is 401 or 403)
            throw new DesiredSourceException(GitReason.AuthenticationFailed, $"{url}: the server refused the login (HTTP {status}): {(_access.Credentials is null ? "name a TokenFile, or Username and PasswordFile" : "check that the credentials are valid and may read the repository")}");
        if (status is 404 or 410)
            throw new DesiredSourceException(GitReason.RepositoryNotFound, $"{url}: there is no such repository (HTTP {status}): check Url{(_access.Credentials is null ? ", and credentials if it is private" : " and the rights of the credentials")}");
        if (status is >= 300 and < 400)
            throw new DesiredSourceException(GitReason.RepositoryMoved, $"{url}: the repository has moved to {NewUrl(response)}: set Url to it");
        if (status != 200)
            throw new DesiredSourceException(GitReason.Unreachable, $"{url}: the server answered HTTP {status}: it is tried again; look at the server if it lasts");
        if (response.Content.Headers.ContentType?.MediaType != mediaType)
            throw new DesiredSourceException(GitReason.RepositoryNotFound, $"{url}: the answer does not come from a Git server: check Url");
    }

    private static string NewUrl(HttpResponseMessage response)
    {
        var target = GitUrl.Strip(response.Headers.Location?.ToString() ?? "an unnamed place");
        return target.EndsWith("/info/refs", StringComparison.Ordinal) ? target[..^"/info/refs".Length] : target;
    }

    private DesiredSourceException Translate(HttpRequestException failure) =>
        failure.HttpRequestError is HttpRequestError.SecureConnectionError || failure.InnerException is AuthenticationException
            ? new(GitReason.CertificateInvalid, $"{_access.Url.Text}: the server's certificate is not trusted: {failure.InnerException?.Message ?? failure.Message}: give the authority in CaFile, or mend the certificate", failure)
            : new(GitReason.Unreachable, $"{_access.Url.Text}: the server cannot be reached: {failure.Message}: check host, port, network policy and proxy", failure);
}
