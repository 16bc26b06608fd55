namespace GitOpsKafka.Platform.Certificates;

/// <summary>A private key as PEM text that does not show itself: only <see cref="Reveal"/> gives it. Immutable.</summary>
public sealed class PrivateKeyPem(string pem)
{
    /// <summary>The text, for the Secret that holds it and for signing; never for a log, an event or an exception.</summary>
    public string Reveal() => pem;

    public override string ToString() => "<private key>";
}
