namespace GitOpsKafka.Platform.Balancing;

/// <summary>Amounts of bytes for people.</summary>
public static class ByteSize
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <summary><c>12.3 GiB</c>.</summary>
    public static string Print(double bytes)
    {
        var unit = 0;
        for (; bytes >= 1024 && unit < Units.Length - 1; unit++)
            bytes /= 1024;
        return $"{bytes:0.#} {Units[unit]}";
    }
}
