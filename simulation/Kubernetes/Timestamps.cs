using System.Globalization;

namespace GitOpsKafka.Simulation.Kubernetes;

/// <summary>Times as the API server writes them: UTC, whole seconds.</summary>
internal static class Timestamps
{
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
