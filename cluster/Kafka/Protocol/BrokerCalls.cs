using System.Collections.Immutable;
using System.Net.Sockets;
using System.Security.Authentication;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>
/// Sends single brokers what Confluent's client has no call for, secured as that client is. Each request has a connection of its own, on which the
/// broker first tells the versions that it speaks: the next time it may be another release. Thread-safe.
/// </summary>
/// <param name="credentials">Null for connections without TLS.</param>
/// <param name="timeout">Longest wait for one broker.</param>
/// <param name="sasl">Null where a certificate, or nothing, says who we are.</param>
internal sealed class BrokerCalls(KafkaCredentials? credentials, TimeSpan timeout, SaslCredentials? sasl = null)
{
    /// <summary>Id of a broker of which only the address is known.</summary>
    public const int Unknown = -1;

    /// <summary>Asks in the highest version that both speak.</summary>
    /// <exception cref="KafkaAdminException">
    /// The broker did not answer, speaks the request only in versions that we do not (a refusal), or reports an error.
    /// </exception>
    public async Task<T> AskAsync<T>(BrokerView broker, BrokerRequest<T> request, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(broker, request, cancellationToken);
        }
        catch (Exception exception) when (exception is SocketException or IOException or AuthenticationException or TimeoutException or NotControllerException or UnspokenVersionException)
        {
            throw new KafkaAdminException(exception is UnspokenVersionException, $"{request.What}: {Name(broker)}: {exception.Message}", exception);
        }
    }

    /// <param name="brokers">Live brokers; they are tried in turn until one answers.</param>
    /// <inheritdoc cref="AskAsync{T}"/>
    public async Task<T> AskAnyAsync<T>(ImmutableArray<BrokerView> brokers, BrokerRequest<T> request, CancellationToken cancellationToken)
    {
        var failure = new KafkaAdminException(isRefusal: false, $"{request.What}: no broker is known");
        foreach (var broker in brokers)
        {
            try
            {
                return await AskAsync(broker, request, cancellationToken);
            }
            catch (KafkaAdminException exception) when (exception.InnerException is not null)
            {
                failure = exception;
            }
        }

        throw failure;
    }

    /// <summary>Asks all at once.</summary>
    /// <returns>By broker, its answer or why there is none.</returns>
    public async Task<ImmutableSortedDictionary<int, Told<T>>> AskEachAsync<T>(ImmutableArray<BrokerView> brokers, BrokerRequest<T> request, CancellationToken cancellationToken)
    {
        var told = await Task.WhenAll(brokers.Select(broker => TryAsync(broker, request, cancellationToken)));
        return brokers.Zip(told).ToImmutableSortedDictionary(answer => answer.First.Id, answer => answer.Second);
    }

    /// <summary>An answer, or why there is none.</summary>
    public async Task<Told<T>> TryAsync<T>(BrokerView broker, BrokerRequest<T> request, CancellationToken cancellationToken)
    {
        try
        {
            return new Told<T>.Known(await AskAsync(broker, request, cancellationToken));
        }
        catch (KafkaAdminException failure)
        {
            return new Told<T>.Unknown(failure.Message);
        }
    }

    private static string Name(BrokerView broker) => broker.Id == Unknown ? $"{broker.Host}:{broker.Port}" : $"broker {broker.Id}";

    private async Task<T> SendAsync<T>(BrokerView broker, BrokerRequest<T> request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            await using var connection = await BrokerConnection.OpenAsync(broker.Host, broker.Port, credentials, limit.Token);
            if (sasl is not null)
                await SaslAuthentication.RunAsync(connection, sasl, limit.Token);
            var spoken = ApiVersionsMessage.ReadAnswer(await connection.ExchangeAsync(ApiVersionsMessage.First, limit.Token));
            var version = spoken.HighestOf(request.Versions);
            return request.Read(version, await connection.ExchangeAsync(request.Write(version), limit.Token));
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {timeout.TotalSeconds:0} s", exception);
        }
    }
}
