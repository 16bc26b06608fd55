using LibGit2Sharp;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Reconciler.Git;

/// <summary>Checks what spans several options of a source, and reports all problems at once. A message never repeats a credential.</summary>
internal sealed class GitSourceOptionsCheck : IValidateOptions<GitSourceOptions>
{
    public ValidateOptionsResult Validate(string? name, GitSourceOptions options)
    {
        string[] problems = [.. UrlProblems(options), .. BranchProblems(options), .. PathProblems(options), .. CredentialProblems(options)];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> UrlProblems(GitSourceOptions options)
    {
        if (options.Url.Length == 0)
            yield break; // [Required] says so.
        var url = GitUrl.Parse(options.Url);
        if (url.Transport is GitTransport.Unsupported)
            yield return $"Url: \"{GitUrl.Strip(options.Url)}\" is not supported: use https://, http://, git://, file:// or a local path";
        if (url.IsHttp && !Uri.TryCreate(options.Url, UriKind.Absolute, out _))
            yield return $"Url: \"{GitUrl.Strip(options.Url)}\" is no URL: write https://host/path";
        if (url.Transport is not GitTransport.Local && GitUrl.Strip(options.Url) != options.Url)
            yield return "Url: holds credentials, a query or a fragment: take them out and name a TokenFile, or Username and PasswordFile";
        if (options.CaFile is not null && url.Transport is not GitTransport.Https)
            yield return "CaFile: is for https:// only: take it out or use https://";
    }

    private static IEnumerable<string> BranchProblems(GitSourceOptions options)
    {
        if (options.Branch is not { } branch)
            yield break;
        if (branch.StartsWith("refs/", StringComparison.Ordinal))
            yield return $"Branch: \"{branch}\" is a full reference: give the short name, such as \"main\"";
        else if (!Reference.IsValidName("refs/heads/" + branch))
            yield return $"Branch: \"{branch}\" is no name that Git allows for a branch";
    }

    private static IEnumerable<string> PathProblems(GitSourceOptions options)
    {
        if (options.Path.StartsWith('/') || options.Path.Contains('\\', StringComparison.Ordinal) || options.Path.Split('/').Contains(".."))
            yield return $"Path: \"{options.Path}\" must lie inside the repository: a relative path with '/', without \"..\"";
    }

    private static IEnumerable<string> CredentialProblems(GitSourceOptions options)
    {
        var any = options.Username ?? options.UsernameFile ?? options.PasswordFile ?? options.TokenFile;
        if (any is not null && GitUrl.Parse(options.Url).Transport is not GitTransport.Https)
            yield return "Username, UsernameFile, PasswordFile and TokenFile are for https:// only: credentials are never sent in clear";
        if (options is { TokenFile: not null, PasswordFile: not null })
            yield return "TokenFile and PasswordFile exclude each other: keep one";
        if (options is { Username: not null, UsernameFile: not null })
            yield return "Username and UsernameFile exclude each other: keep one";
        if (options is { PasswordFile: not null, Username: null, UsernameFile: null })
            yield return "PasswordFile needs Username or UsernameFile";
        if (any is not null && options is { PasswordFile: null, TokenFile: null })
            yield return "a user without PasswordFile or TokenFile cannot log in: name one";
    }
}
