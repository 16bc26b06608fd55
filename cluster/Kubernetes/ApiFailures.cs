using System.Text.Json;
using GitOpsKafka.Platform.Ports;
using k8s.Exceptions;

namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>Translates what can go wrong on the way to the API server and back. Thread-safe.</summary>
internal static class ApiFailures
{
    /// <summary>Whether it means "no usable answer". A cancellation that the caller asked for is none.</summary>
    public static bool IsNoAnswer(Exception error, CancellationToken caller) => error switch
    {
        OperationCanceledException => !caller.IsCancellationRequested,
        HttpRequestException or IOException or KubeConfigException or KubernetesClientException => true,
        _ => IsUnreadable(error),
    };

    public static KubernetesApiException NoAnswer(ApiRequest request, Exception error)
    {
        var (reason, message) = error switch
        {
            OperationCanceledException => ("Timeout", "no answer in time"),
            _ when IsUnreadable(error) => ("UnreadableAnswer", $"the answer cannot be read: {error.Message}"),
            KubeConfigException or KubernetesClientException => ("NoCredentials", $"no credentials: {FirstLine(error.Message)}"),
            _ => ("Unreachable", $"no answer: {error.Message}"),
        };
        return new KubernetesApiException(default, reason, $"{request.Verb} {request.Type}: {message}", error);
    }

    /// <summary>What JsonElement throws when the JSON is broken, lacks a property or has one of another kind.</summary>
    private static bool IsUnreadable(Exception error) => error is JsonException or FormatException or KeyNotFoundException or InvalidOperationException;

    // The rest is the stack of the credential plugin.
    private static string FirstLine(string text) => text.AsSpan().IndexOf('\n') is var end and >= 0 ? text[..end] : text;
}
