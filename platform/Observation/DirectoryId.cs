using System.Buffers.Text;

namespace GitOpsKafka.Platform.Observation;

/// <summary>Identity of the directory in which a controller keeps the metadata log: another disk makes it another voter. Immutable. Source: KIP-853.</summary>
public sealed record DirectoryId(Guid Value)
{
    /// <summary>As Kafka writes it, in <c>meta.properties</c> too: base64url without padding.</summary>
    public override string ToString() => Base64Url.EncodeToString(Value.ToByteArray(bigEndian: true));
}
