using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>One watch: opened at the first read, every failure translated. Owns the deadline. Not thread-safe.</summary>
internal sealed class ApiWatch(ApiClient client, ApiRequest request, CancellationTokenSource deadline, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly CancellationTokenSource _either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
    private HttpResponseMessage? _response;
    private WatchStream? _stream;

    /// <returns>Null at the end of the watch.</returns>
    public async Task<WatchEvent?> ReadAsync()
    {
        try
        {
            _stream ??= await OpenAsync();
            return await _stream.ReadAsync(_either.Token);
        }
        catch (Exception error) when (ApiFailures.IsNoAnswer(error, cancellationToken))
        {
            throw client.NoAnswer(request, error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stream is not null)
            await _stream.DisposeAsync();
        _response?.Dispose();
        _either.Dispose();
        deadline.Dispose();
    }

    private async Task<WatchStream> OpenAsync()
    {
        _response = await client.OpenAsync(request, _either.Token);
        if (!_response.IsSuccessStatusCode)
            throw new ApiAnswer(_response.StatusCode, await _response.Content.ReadAsByteArrayAsync(_either.Token)).ToException();
        return new WatchStream(request.Type, await _response.Content.ReadAsStreamAsync(_either.Token));
    }
}
