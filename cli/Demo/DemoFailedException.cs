namespace GitOpsKafka.Cli.Demo;

/// <summary>A step of the demo did not do what it says.</summary>
internal sealed class DemoFailedException(string message) : Exception(message);
