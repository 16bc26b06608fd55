using System.Net;
using Confluent.Kafka;
using GitOpsKafka.Platform.Ports;
using k8s.Exceptions;
using YamlDotNet.Core;

namespace GitOpsKafka.Cli;

/// <summary>What went wrong, in one line: where, and what to do.</summary>
internal static class Failures
{
    private const HttpStatusCode NoAnswer = default;

    public static string Describe(Exception exception) => exception switch
    {
        CliException => exception.Message,
        KubernetesApiException refusal => $"Kubernetes: {FirstLine(refusal)}{Remedy(refusal)}",
        KubeConfigException or YamlException => $"the kubeconfig cannot be used: {FirstLine(exception)}; set KUBECONFIG or --kubeconfig, and --context",
        DesiredSourceException => FirstLine(exception),
        KafkaAdminException => $"Kafka: {FirstLine(exception)}",
        KafkaException kafka => $"the event topic cannot be read: {kafka.Error.Reason}; check --bootstrap, --topic and --kafka-config",
        IOException or UnauthorizedAccessException => FirstLine(exception),
        _ => $"unexpected: {FirstLine(exception)}; run again with --verbose and report it",
    };

    private static string Remedy(KubernetesApiException refusal) => refusal.Status switch
    {
        NoAnswer => "; check --kubeconfig and --context",
        HttpStatusCode.NotFound => "; are the CRDs installed? (gitopskafka generate, then kubectl apply -f manifests/crds)",
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "; ask for the right, or use another --context",
        _ => "",
    };

    private static string FirstLine(Exception exception) => exception.Message.Split('\n', 2)[0].TrimEnd('\r');
}
