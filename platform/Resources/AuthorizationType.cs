using System.Text.Json.Serialization;

namespace GitOpsKafka.Platform.Resources;

public enum AuthorizationType
{
    [JsonStringEnumMemberName("simple")]
    Simple,
}
