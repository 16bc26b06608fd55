namespace GitOpsKafka.Platform.Rendering;

/// <summary>
/// Security properties of a node's Java virtual machine. Java keeps an address for 30 s and a name that was not found for 10 s;
/// here a node's address changes with every restart, and a name is not there until its pod is.
/// Source: https://docs.oracle.com/en/java/javase/21/core/java-networking.html.
/// </summary>
internal static class JavaSecurity
{
    public const string File = "java.security";

    public const string Text = """
        networkaddress.cache.ttl=5
        networkaddress.cache.negative.ttl=0

        """;
}
