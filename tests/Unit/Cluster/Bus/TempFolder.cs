namespace GitOpsKafka.Tests.Unit.Cluster.Bus;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("gitopskafka-").FullName;

    /// <summary>What a crash at this moment would leave on the disk.</summary>
    public TempFolder Snapshot()
    {
        var copy = new TempFolder();
        foreach (var file in Directory.EnumerateFiles(Path).Where(file => !file.EndsWith("lock", StringComparison.Ordinal)))
        {
            using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var to = File.Create(System.IO.Path.Combine(copy.Path, System.IO.Path.GetFileName(file)));
            from.CopyTo(to);
        }

        return copy;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
