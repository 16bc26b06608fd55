using System.Collections.Immutable;

namespace GitOpsKafka.Cluster.Hosting;

/// <summary>The command line of a process: every setting as a switch. Immutable.</summary>
/// <param name="Program">Name of the process: <c>gitopskafka-worker</c>.</param>
/// <param name="Purpose">What it does, in one line.</param>
public sealed record SwitchTable(string Program, string Purpose, ImmutableArray<Switch> All)
{
    /// <summary>Switches of the host itself.</summary>
    private static readonly string[] HostSwitches = ["--environment", "--contentRoot", "--applicationName", "--urls"];

    public string Help =>
        $"{Program}: {Purpose}\n\n" +
        string.Join('\n', All.Select(known => $"  {known.Name,-26} {known.Help}")) +
        $"\n\nEach can also be an environment variable, such as {All[0].Setting.Replace(":", "__")}, or stand in appsettings.json.\n" +
        "Settings without a switch are given by their full name: --Bus:Kafka:sasl.mechanism PLAIN";

    public Dictionary<string, string> Mappings => All.ToDictionary(known => known.Name, known => known.Setting, StringComparer.Ordinal);

    public static bool WantsHelp(string[] args) => args.Any(arg => arg is "--help" or "-h" or "-?");

    /// <summary>The first switch that is not known; null when all are. Full names of settings hold a colon and are not looked at.</summary>
    public string? Unknown(string[] args) => args
        .Where(arg => arg.StartsWith("--", StringComparison.Ordinal))
        .Select(arg => arg.Split('=')[0])
        .FirstOrDefault(name => !name.Contains(':') && !HostSwitches.Contains(name) && !All.Any(known => known.Name == name));
}

/// <param name="Name">As it is typed: <c>--repository</c>.</param>
/// <param name="Setting">The setting that it stands for: <c>Git:Url</c>.</param>
public sealed record Switch(string Name, string Setting, string Help);
