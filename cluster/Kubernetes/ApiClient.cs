using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>
/// Sends requests, counts them, bounds their time and size, and turns every failure into a <see cref="KubernetesApiException"/>. Thread-safe.
/// </summary>
internal sealed class ApiClient(KubernetesApiOptions options, TimeProvider time) : IDisposable
{
    /// <summary>A page of 500 objects, each as large as etcd takes them (1.5 MiB), would be 750 MiB; real pages are a few.</summary>
    private const int LargestAnswer = 256 << 20;

    private readonly KubernetesConnection _connection = KubernetesConnection.Open(options);
    private readonly ApiMeter _meter = new();

    public long RequestCount => _meter.Sent;

    public async Task<T> SendAsync<T>(ApiRequest request, Func<ApiAnswer, T> read, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var response = await OpenAsync(request, either.Token);
            await response.Content.LoadIntoBufferAsync(LargestAnswer, either.Token);
            return read(new ApiAnswer(response.StatusCode, await response.Content.ReadAsByteArrayAsync(either.Token)));
        }
        catch (Exception error) when (ApiFailures.IsNoAnswer(error, cancellationToken))
        {
            throw NoAnswer(request, error);
        }
    }

    /// <summary>Completes with the headers; reading the body is up to the caller.</summary>
    public async Task<HttpResponseMessage> OpenAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        using var message = request.ToMessage();
        _meter.Send();
        var response = await _connection.SendAsync(message, cancellationToken);
        _meter.Answer(request, response.StatusCode);
        return response;
    }

    public KubernetesApiException NoAnswer(ApiRequest request, Exception error)
    {
        _meter.Answer(request, default);
        return ApiFailures.NoAnswer(request, error);
    }

    public void Dispose()
    {
        _connection.Dispose();
        _meter.Dispose();
    }
}
