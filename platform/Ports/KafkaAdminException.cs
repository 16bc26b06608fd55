namespace GitOpsKafka.Platform.Ports;

/// <summary>A Kafka cluster refused a request, or could not be reached.</summary>
/// <param name="isRefusal">The same request can never succeed, as with an invalid setting; otherwise trying again may help.</param>
public sealed class KafkaAdminException(bool isRefusal, string message, Exception? inner = null) : Exception(message, inner)
{
    public bool IsRefusal => isRefusal;
}
