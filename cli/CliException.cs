namespace GitOpsKafka.Cli;

/// <summary>The command cannot go on, and the user can mend it. The message names the place and the remedy, in one line.</summary>
internal sealed class CliException(string message, Exception? inner = null) : Exception(message, inner);
