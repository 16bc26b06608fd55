using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;

namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>Counts requests to the API server by verb, resource and HTTP status (0 for no answer). Thread-safe.</summary>
internal sealed class ApiMeter : IDisposable
{
    public const string Name = "GitOpsKafka.Kubernetes";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _requests;
    private long _sent;

    public ApiMeter() => _requests = _meter.CreateCounter<long>("gitopskafka.kubernetes.requests", "{request}", "Requests to the Kubernetes API server.");

    public long Sent => Interlocked.Read(ref _sent);

    public void Send() => Interlocked.Increment(ref _sent);

    public void Answer(ApiRequest request, HttpStatusCode status) =>
        _requests.Add(1, new TagList { { "verb", request.Verb }, { "resource", request.Type.ToString() }, { "status", (int)status } });

    public void Dispose() => _meter.Dispose();
}
