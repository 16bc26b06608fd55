namespace GitOpsKafka.Platform.Ports;

/// <summary>Looks at the certificates that servers present. Thread-safe.</summary>
public interface ITlsProbe
{
    /// <returns>SHA-256 of the certificate, hexadecimal; null when the server could not be asked.</returns>
    Task<string?> ThumbprintAsync(string host, int port, CancellationToken cancellationToken);
}
