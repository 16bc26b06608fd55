using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Tests.Unit.Reconciler.Git;

/// <summary>
/// Git's own HTTP server (git http-backend, https://git-scm.com/docs/git-http-backend) behind Kestrel, with TLS and a login when asked for.
/// </summary>
internal sealed class GitServer : IDisposable
{
    private readonly WebApplication _application;
    private readonly string _root;
    private readonly string? _login;

    private GitServer(WebApplication application, string root, string? login) => (_application, _root, _login) = (application, root, login);

    /// <summary>How many requests came.</summary>
    public int Requests { get; private set; }

    /// <summary>Answers a fetch instead of Git; the references are still Git's own.</summary>
    public Func<HttpContext, Task>? OnFetch { get; set; }

    /// <param name="certificate">Null serves without TLS.</param>
    /// <param name="login"><c>user:password</c>; null lets everyone in.</param>
    public static async Task<GitServer> StartAsync(string root, X509Certificate2? certificate = null, string? login = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
        var application = builder.Build();
        var server = new GitServer(application, root, login);
        application.Run(server.ServeAsync);
        await application.StartAsync();
        return server;
    }

    public string Url(string repository) => new UriBuilder(new Uri(_application.Urls.Single())) { Host = "localhost", Path = repository }.Uri.ToString();

    public void Dispose() => ((IDisposable)_application).Dispose();

    private async Task ServeAsync(HttpContext context)
    {
        Requests++;
        if (context.Request.Path.StartsWithSegments("/moved.git", StringComparison.Ordinal))
        {
            context.Response.Redirect("https://git.example.com/new.git/info/refs?service=git-upload-pack");
            return;
        }

        if (_login is not null && context.Request.Headers.Authorization != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(_login)))
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"git\"";
            return;
        }

        if (OnFetch is { } answerFetch && context.Request.Method == "POST")
        {
            await answerFetch(context);
            return;
        }

        using var backend = Process.Start(Backend(context.Request))!;
        await context.Request.Body.CopyToAsync(backend.StandardInput.BaseStream);
        backend.StandardInput.Close();
        using var answer = new MemoryStream();
        await backend.StandardOutput.BaseStream.CopyToAsync(answer);
        await AnswerAsync(context.Response, answer.ToArray());
    }

    private ProcessStartInfo Backend(HttpRequest request) => new("git", "http-backend")
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment =
        {
            ["GIT_PROJECT_ROOT"] = _root,
            ["GIT_HTTP_EXPORT_ALL"] = "1",
            ["PATH_INFO"] = request.Path,
            ["QUERY_STRING"] = request.QueryString.ToString().TrimStart('?'),
            ["REQUEST_METHOD"] = request.Method,
            ["CONTENT_TYPE"] = request.ContentType ?? "",
            ["HTTP_CONTENT_ENCODING"] = request.Headers.ContentEncoding.ToString(),
            ["GIT_CONFIG_COUNT"] = "1",
            ["GIT_CONFIG_KEY_0"] = "safe.directory",
            ["GIT_CONFIG_VALUE_0"] = "*",
        },
    };

    // A CGI answers with headers, an empty line and the body.
    private static async Task AnswerAsync(HttpResponse response, byte[] answer)
    {
        var end = answer.AsSpan().IndexOf("\r\n\r\n"u8);
        foreach (var header in Encoding.ASCII.GetString(answer, 0, end).Split("\r\n").Select(line => line.Split(": ", 2)))
        {
            if (header[0] == "Status")
                response.StatusCode = int.Parse(header[1].AsSpan(0, 3), CultureInfo.InvariantCulture);
            else
                response.Headers[header[0]] = header[1];
        }

        await response.Body.WriteAsync(answer.AsMemory(end + 4));
    }
}
