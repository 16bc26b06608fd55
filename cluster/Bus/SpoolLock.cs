namespace GitOpsKafka.Cluster.Bus;

/// <summary>Keeps a spool folder to this process until it is disposed or the process dies.</summary>
internal sealed class SpoolLock : IDisposable
{
    private readonly FileStream _file;

    private SpoolLock(FileStream file) => _file = file;

    /// <param name="directory">Made when it is missing.</param>
    /// <exception cref="SpoolException">Another process has it.</exception>
    public static SpoolLock Take(string directory)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, "lock");
        try
        {
            return new SpoolLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception)
        {
            throw new SpoolException($"{path} is held by another process: each process needs a spool folder of its own", exception);
        }
    }

    public void Dispose() => _file.Dispose();
}
