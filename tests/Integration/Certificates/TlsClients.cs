using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Confluent.Kafka;
using GitOpsKafka.Platform.Certificates;

namespace GitOpsKafka.Tests.Integration.Certificates;

/// <summary>Kafka clients with TLS and a certificate of their own. Every error that one meets is kept.</summary>
internal sealed class TlsClients(string bootstrap, string topic)
{
    private readonly long _begun = Stopwatch.GetTimestamp();

    public ConcurrentQueue<string> Errors { get; } = [];

    public int Sent;

    /// <summary>How often one connected anew.</summary>
    public int Connected;

    /// <summary>A client that connects anew and writes one record.</summary>
    public async Task SendOnceAsync(string who, IssuedCertificate client, string trust)
    {
        using var producer = Connect(who, client, trust);
        await SendAsync(who, producer);
        Interlocked.Increment(ref Connected);
    }

    /// <summary>A client that keeps its connection and its certificate, and writes until it is told to stop.</summary>
    public async Task SendUntilAsync(string who, IssuedCertificate client, string trust, CancellationToken stop)
    {
        using var producer = Connect(who, client, trust);
        while (!stop.IsCancellationRequested)
        {
            await SendAsync(who, producer);
            await Task.Delay(10, CancellationToken.None);
        }
    }

    private IProducer<Null, string> Connect(string who, IssuedCertificate client, string trust) => new ProducerBuilder<Null, string>(new ProducerConfig
    {
        BootstrapServers = bootstrap,
        SecurityProtocol = SecurityProtocol.Ssl,
        SslCaPem = trust,
        SslCertificatePem = client.ChainPem,
        SslKeyPem = client.Key.Reveal(),
        SslEndpointIdentificationAlgorithm = SslEndpointIdentificationAlgorithm.Https,
        Acks = Acks.All,
        MessageTimeoutMs = 15000,
    }).SetErrorHandler((_, error) => Note(who, error)).SetLogHandler((_, _) => { }).Build();

    private async Task SendAsync(string who, IProducer<Null, string> producer)
    {
        try
        {
            await producer.ProduceAsync(topic, new Message<Null, string> { Value = who });
            Interlocked.Increment(ref Sent);
        }
        catch (ProduceException<Null, string> failure)
        {
            Note(who, failure.Error);
        }
    }

    private void Note(string who, Error error) =>
        Errors.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(_begun).TotalSeconds:0.0} s, {who}: {error.Code}: {error.Reason}"));
}
