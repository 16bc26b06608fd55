namespace GitOpsKafka.Cli.Commands;

/// <summary>
/// Each cuts the line at the cursor, takes the program's own name off, and asks <c>[suggest:POSITION]</c>, which prints one word a line.
/// Source: https://learn.microsoft.com/dotnet/standard/commandline/how-to-enable-tab-completion.
/// </summary>
internal static class CompletionScripts
{
    private const string Bash = """
        _gitopskafka() {
          local line="${COMP_LINE:0:$COMP_POINT}"
          line="${line#* }"
          local IFS=$'\n'
          COMPREPLY=( $(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}") )
        }
        complete -o default -F _gitopskafka gitopskafka kubectl-gitopskafka
        """;

    private const string Zsh = """
        #compdef gitopskafka kubectl-gitopskafka
        _gitopskafka() {
          local line="${LBUFFER#* }"
          local -a found
          found=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
          compadd -- $found
          [[ -n "$found" ]] || _files
        }
        compdef _gitopskafka gitopskafka kubectl-gitopskafka
        """;

    private const string Fish = """
        function __gitopskafka_complete
            set -l line (commandline -cp | string replace -r '^\S+\s' '')
            gitopskafka "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c gitopskafka -c kubectl-gitopskafka -a '(__gitopskafka_complete)'
        """;

    public static string Of(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        _ => throw new ArgumentException($"no completion for {shell}", nameof(shell)),
    };
}
