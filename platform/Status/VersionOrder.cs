namespace GitOpsKafka.Platform.Status;

/// <summary>Orders Kafka versions by number: 4.10.0 after 4.9.0; what is no version comes first.</summary>
internal sealed class VersionOrder : IComparer<string>
{
    public static VersionOrder Instance { get; } = new();

    public int Compare(string? x, string? y) => Comparer<Version?>.Default.Compare(Parse(x), Parse(y));

    private static Version? Parse(string? text) => Version.TryParse(text, out var version) ? version : null;
}
