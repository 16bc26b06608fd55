namespace GitOpsKafka.Platform.Rendering;

/// <summary>
/// Where a node logs: to standard output alone. The settings in Kafka's image also write files, which nothing would ever delete.
/// Immutable.
/// </summary>
/// <param name="File">Name in the ConfigMap.</param>
/// <param name="Options">How the Java virtual machine is told of it.</param>
internal sealed record NodeLogging(string File, string Text, string Options)
{
    private static readonly NodeLogging Log4J2 = new("log4j2.yaml", """
        Configuration:
          Appenders:
            Console:
              name: stdout
              PatternLayout:
                pattern: "[%d] %p %m (%c)%n"
          Loggers:
            Root:
              level: INFO
              AppenderRef:
                - ref: stdout

        """, $"-Dlog4j2.configurationFile={ConfigMapRenderer.Folder}/log4j2.yaml");

    private static readonly NodeLogging Log4J1 = new("log4j.properties", """
        log4j.rootLogger=INFO, stdout
        log4j.appender.stdout=org.apache.log4j.ConsoleAppender
        log4j.appender.stdout.layout=org.apache.log4j.PatternLayout
        log4j.appender.stdout.layout.ConversionPattern=[%d] %p %m (%c)%n

        """, $"-Dlog4j.configuration=file:{ConfigMapRenderer.Folder}/log4j.properties");

    /// <summary>Kafka 4 brought log4j 2 (KIP-653).</summary>
    public static NodeLogging Of(string version) => int.Parse(version.AsSpan(0, version.IndexOf('.'))) < 4 ? Log4J1 : Log4J2;
}
