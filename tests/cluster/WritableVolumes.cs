namespace GitOpsKafka.TestCluster;

/// <summary>
/// Opens the folders of new volumes to every user: the host-path provisioner makes them for root alone, and fsGroup does not
/// reach host paths, while real volumes obey it.
/// </summary>
internal sealed class WritableVolumes : IDisposable
{
    private const UnixFileMode Everyone = (UnixFileMode)0b111_111_111;

    private readonly FileSystemWatcher watcher;

    /// <summary>Begins to watch the folder that volumes are made in.</summary>
    public WritableVolumes(string folder)
    {
        watcher = new FileSystemWatcher(Directory.CreateDirectory(folder).FullName) { NotifyFilter = NotifyFilters.DirectoryName };
        watcher.Created += (_, made) => Open(made.FullPath);
        watcher.EnableRaisingEvents = true;
    }

    /// <inheritdoc/>
    public void Dispose() => watcher.Dispose();

    private static void Open(string volume)
    {
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(volume, Everyone);
            }
        }
        catch (FileNotFoundException)
        {
            // Its claim was deleted at once.
        }
    }
}
