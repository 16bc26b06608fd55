using System.Globalization;

namespace GitOpsKafka.TestCluster;

/// <summary>
/// A Git server on this machine, on loopback unless told otherwise: git:// by git's own daemon and, where nginx and fcgiwrap are, https:// by git http-backend
/// with a certificate of its own authority. Anyone may read and push; below <c>/private/</c> only with a password.
/// Not thread-safe where it starts and stops.
/// </summary>
public sealed class GitServer : IAsyncDisposable
{
    /// <summary>User of <see cref="GitRepository.PrivateUrl"/>.</summary>
    public const string UserName = "deploy";

    /// <summary>Password of <see cref="GitRepository.PrivateUrl"/>.</summary>
    public const string Password = "correct-horse";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(20);

    private readonly Parts _parts;
    private readonly string _host;
    private readonly TempFolder _folder = new("git");
    private readonly LoopbackPort _gitPort = LoopbackPort.Reserve();
    private readonly LoopbackPort _httpsPort = LoopbackPort.Reserve();
    private readonly List<ChildProcess> _processes = [];

    private GitServer(Parts parts, string host)
    {
        _parts = parts;
        _host = host;
        Git = new GitCommand(Parts.Need(parts.Git, parts.WhyNoGit), _folder.Folder("home"), AuthorityFile);
        File.WriteAllText(AuthorityFile, Authority.CertificatePem);
        Authority.WriteServerCertificate(_folder.File("server.crt"), _folder.File("server.key"), host);
        File.WriteAllText(_folder.File("passwords"), $"{UserName}:{{PLAIN}}{Password}\n");
        Root = _folder.Folder("repositories");
    }

    /// <summary>Issued the https certificate.</summary>
    public CertificateAuthority Authority { get; } = new("gitopskafka test git server");

    /// <summary>Its certificate as a PEM file.</summary>
    public string AuthorityFile => _folder.File("ca.crt");

    /// <summary>Whether https:// is served; see <see cref="Parts.WhyNoGitHttps"/>.</summary>
    public bool HasHttps => _parts.WhyNoGitHttps is null;

    internal GitCommand Git { get; }

    internal string Root { get; }

    internal string GitAddress => $"git://{_host}:{_gitPort}";

    // Also on loopback, where this process asks whether it answers.
    private string ListenAddress => _host == LoopbackPort.Host ? _host : "0.0.0.0";

    internal string HttpsAddress => $"https://{_host}:{_httpsPort}";

    /// <summary>Starts one without repositories, found at <paramref name="host"/>, which must be an address of this machine; well under a second.</summary>
    /// <exception cref="InvalidOperationException">git is not here, see <see cref="Parts.WhyNoGit"/>.</exception>
    public static async Task<GitServer> StartAsync(CancellationToken cancellationToken, Parts? parts = null, string host = LoopbackPort.Host)
    {
        var server = new GitServer(parts ?? Parts.Current, host);
        try
        {
            await server.ResumeAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes a repository with an empty branch <c>main</c>.</summary>
    public async Task<GitRepository> CreateRepositoryAsync(string name, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Root, name + ".git");
        _ = await Git.RunAsync(Root, environment: null, cancellationToken, "init", "--quiet", "--bare", "--initial-branch=main", path);
        _ = await Git.RunAsync(path, environment: null, cancellationToken, "config", "http.receivepack", "true");
        return new GitRepository(this, name, path, _folder.Folder("copies"));
    }

    /// <summary>Takes the server off the network; its ports stay its own.</summary>
    public async Task PauseAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        _processes.Clear();
    }

    /// <summary>Puts it back.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        if (_processes.Count > 0)
        {
            return;
        }

        await StartDaemonAsync(cancellationToken);
        if (HasHttps)
        {
            await StartHttpsAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await PauseAsync();
        _gitPort.Dispose();
        _httpsPort.Dispose();
        Authority.Dispose();
        _folder.Dispose();
    }

    private async Task StartDaemonAsync(CancellationToken cancellationToken)
    {
        // Not "git daemon": git would fork it, and the death signal reaches only the process started here.
        var program = Path.Combine(await Git.RunAsync(Root, environment: null, cancellationToken, "--exec-path"), "git-daemon");
        string[] arguments =
        [
            "--reuseaddr", $"--listen={ListenAddress}", $"--port={_gitPort}", $"--base-path={Root}", "--export-all", "--enable=receive-pack", Root,
        ];
        await RunAsync("git-daemon", program, arguments, _gitPort.IsAnsweringAsync, cancellationToken);
    }

    private async Task StartHttpsAsync(CancellationToken cancellationToken)
    {
        // With more than one worker fcgiwrap forks them, and the death signal reaches only the process started here.
        string[] sockets = [_folder.File("fcgi-1.sock"), _folder.File("fcgi-2.sock")];
        foreach (var socket in sockets)
        {
            File.Delete(socket);
            await RunAsync("fcgiwrap", _parts.FcgiWrap!, ["-f", "-c", "1", "-s", $"unix:{socket}"], _ => Task.FromResult(File.Exists(socket)), cancellationToken);
        }

        await File.WriteAllTextAsync(_folder.File("fastcgi.conf"), FastCgiParameters(), cancellationToken);
        await File.WriteAllTextAsync(_folder.File("nginx.conf"), Configuration(sockets), cancellationToken);
        string[] arguments = ["-p", _folder.Path, "-e", _folder.File("nginx.log"), "-c", _folder.File("nginx.conf")];
        await RunAsync("nginx", _parts.Nginx!, arguments, _httpsPort.IsAnsweringAsync, cancellationToken);
    }

    private async Task RunAsync(string name, string program, string[] arguments, Func<CancellationToken, Task<bool>> isReady, CancellationToken cancellationToken)
    {
        var process = ChildProcess.Start(name, program, arguments, _folder.File(name + ".log"), Git.Environment);
        _processes.Add(process);
        await process.UntilAsync(isReady, StartTimeout, cancellationToken);
    }

    // One nginx process in the foreground, and everything it writes in our folder: it shares nothing with an installed one.
    private string Configuration(string[] sockets) => $$"""
        {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
        daemon off; master_process off; worker_processes 1;
        pid {{_folder.File("nginx.pid")}};
        error_log {{_folder.File("nginx.log")}} notice;
        events { worker_connections 256; }
        http {
          access_log {{_folder.File("access.log")}};
          client_max_body_size 0;
          client_body_temp_path {{_folder.Folder("nginx-body")}};
          fastcgi_temp_path {{_folder.Folder("nginx-fastcgi")}};
          proxy_temp_path {{_folder.Folder("nginx-proxy")}};
          uwsgi_temp_path {{_folder.Folder("nginx-uwsgi")}};
          scgi_temp_path {{_folder.Folder("nginx-scgi")}};
          fastcgi_buffering off;
          upstream git { least_conn; {{string.Concat(sockets.Select(socket => $"server unix:{socket}; "))}}}
          server {
            listen {{ListenAddress}}:{{_httpsPort}} ssl;
            ssl_certificate {{_folder.File("server.crt")}};
            ssl_certificate_key {{_folder.File("server.key")}};
            location ~ ^/private(/.*)$ {
              auth_basic "git"; auth_basic_user_file {{_folder.File("passwords")}};
              fastcgi_param PATH_INFO $1;
              include {{_folder.File("fastcgi.conf")}};
              fastcgi_pass git;
            }
            location / {
              fastcgi_param PATH_INFO $uri;
              include {{_folder.File("fastcgi.conf")}};
              fastcgi_pass git;
            }
          }
        }

        """;

    // A level of nginx's configuration with a fastcgi_param of its own inherits none: so one file that both include.
    private string FastCgiParameters() => $$"""
        fastcgi_param SCRIPT_FILENAME {{_parts.GitHttpBackend}};
        fastcgi_param GIT_PROJECT_ROOT {{Root}};
        fastcgi_param GIT_HTTP_EXPORT_ALL 1;
        fastcgi_param GIT_CONFIG_GLOBAL /dev/null;
        fastcgi_param GIT_CONFIG_NOSYSTEM 1;
        fastcgi_param QUERY_STRING $query_string;
        fastcgi_param REQUEST_METHOD $request_method;
        fastcgi_param CONTENT_TYPE $content_type;
        fastcgi_param CONTENT_LENGTH $content_length;
        fastcgi_param HTTP_CONTENT_ENCODING $http_content_encoding;
        fastcgi_param HTTP_GIT_PROTOCOL $http_git_protocol;
        fastcgi_param GIT_PROTOCOL $http_git_protocol;
        fastcgi_param REMOTE_ADDR $remote_addr;
        fastcgi_param REMOTE_USER $remote_user;

        """;
}
