using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using LibGit2Sharp;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Reconciler.Git;

/// <summary>
/// Follows one branch and path of one Git repository. Asks the server for the tip; only when it moved is the branch fetched into
/// a bare copy and its tree read, without a checkout. The reasons of its <see cref="DesiredSourceException"/> are Unreachable,
/// Timeout, CertificateInvalid, AuthenticationFailed, RepositoryNotFound, RepositoryMoved, RepositoryEmpty, RepositoryTooLarge,
/// RepositoryUnreadable, BranchNotFound, PathNotFound and CacheUnusable. Thread-safe: reads wait for each other.
/// </summary>
/// <typeparam name="TFile">What one manifest file says; see <see cref="ManifestReading{TFile}"/>.</typeparam>
public sealed class GitDesiredSource<TFile> : IDesiredSource, IDisposable
{
    private readonly GitSourceOptions _options;
    private readonly GitUrl _url;
    private readonly CommitReader<TFile> _reader;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly GitThread _thread;
    private readonly SemaphoreSlim _turn = new(1);
    private LocalCopy? _copy;
    private volatile Revision? _last;

    /// <exception cref="OptionsValidationException">The options do not fit together; among others, the URL holds credentials.</exception>
    public GitDesiredSource(IOptions<GitSourceOptions> options, ManifestReading<TFile> reading, RevisionSequence sequence, TimeProvider time, ILogger<GitDesiredSource<TFile>> logger)
    {
        (_options, _time, _logger) = (options.Value, time, logger);
        // Also where nobody validated at start: no message may ever hold a URL with credentials.
        if (new GitSourceOptionsCheck().Validate(null, _options) is { Failed: true, Failures: var failures })
            throw new OptionsValidationException(Options.DefaultName, typeof(GitSourceOptions), failures);
        _url = GitUrl.Parse(_options.Url);
        Key = ResourceKey.Of("GitSource", _options.Namespace, _options.Name ?? _url.Name);
        _reader = new CommitReader<TFile>(Key, _url.Text, _options, reading, sequence, logger);
        _thread = new GitThread("git " + Key.Name, () => _copy?.Dispose());
        if (NetworkTimeouts.AtLeast(_options.Timeout) is { } problem)
            logger.NetworkTimeoutsMissing(problem);
    }

    /// <summary>The source's own key, <c>GitSource/namespace/name</c>.</summary>
    public ResourceKey Key { get; }

    public async Task<Revision> ReadAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_options.Timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await ReadInTurnAsync(both.Token);
        }
        catch (OperationCanceledException late) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new DesiredSourceException(GitReason.Timeout, $"{_url.Text}: not read within {_options.Timeout.TotalSeconds:0.#} s: check the network and the size of the repository, or raise Timeout", late);
        }
    }

    /// <summary>Ends the thread and gives the local copy free for others. Call it after the last read.</summary>
    public void Dispose()
    {
        _thread.Dispose();
        _turn.Dispose();
    }

    private async Task<Revision> ReadInTurnAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var access = GitAccess.Read(_url, _options);
            using var remote = _url.IsHttp ? new HttpRemote(access) : null;
            var refs = remote is null ? await _thread.RunAsync(() => NativeRefs.List(_url), cancellationToken) : await remote.ListAsync(cancellationToken);
            var tip = refs.Tip(_options.Branch, _url.Text);
            if (_last is not { } last || last.Commit.Sha != tip.Sha || last.Commit.Branch != tip.Branch)
                return await _thread.RunAsync(() => Update(tip, remote, cancellationToken), cancellationToken);
            _logger.CommitUnchanged(_url.Text, tip.Branch, tip.Sha);
            return last;
        }
        finally
        {
            _turn.Release();
        }
    }

    private Revision Update(BranchTip tip, HttpRemote? remote, CancellationToken cancellationToken)
    {
        try
        {
            _copy ??= LocalCopy.Claim(_options.CacheDirectory, _url);
            if (_copy.IsWorn)
                _copy.Discard();
            return _last = FetchAndRead(_copy, tip, remote, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DesiredSourceException(GitReason.CacheUnusable, $"the local copy in \"{_options.CacheDirectory}\" cannot be used: {failure.Message}: set CacheDirectory to a folder that can be written", failure);
        }
    }

    private Revision FetchAndRead(LocalCopy copy, BranchTip tip, HttpRemote? remote, CancellationToken cancellationToken)
    {
        var fetch = new BranchFetch(_url, remote, _options.MaxFetchBytes, cancellationToken);
        try
        {
            return FetchAndRead(copy, tip, fetch);
        }
        catch (LibGit2SharpException damage)
        {
            _logger.CopyDiscarded(_url.Text, copy.Directory, damage.Message);
            copy.Discard();
        }

        try
        {
            return FetchAndRead(copy, tip, fetch);
        }
        catch (LibGit2SharpException again)
        {
            throw GitFailure.Translate(again, _url);
        }
    }

    private Revision FetchAndRead(LocalCopy copy, BranchTip tip, BranchFetch fetch)
    {
        using var repository = copy.Open();
        var commit = fetch.Run(repository, tip);
        // The branch may have moved to a commit that was read before while the server was asked.
        return _last is { } last && last.Commit.Sha == commit.Sha && last.Commit.Branch == tip.Branch ? last : _reader.Read(repository, commit, tip.Branch);
    }
}
