namespace GitOpsKafka.Reconciler.Hooks;

/// <summary>Reads the secret of the hooks from its file.</summary>
internal static class HookSecret
{
    private const int MaxBytes = 4096;

    /// <summary>
    /// The secret without white space around it. Read each time rather than when the file's time changes: a mounted Secret is
    /// swapped behind a symbolic link whose own time stays.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read, is empty or too large.</exception>
    public static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = new byte[MaxBytes + 1];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        var secret = buffer.AsSpan(0, length).Trim(" \t\r\n"u8);
        return length <= MaxBytes && secret.Length > 0
            ? secret.ToArray()
            : throw new IOException($"it must hold 1 to {MaxBytes} bytes");
    }
}
