using GitOpsKafka.Cli.Output;
using GitOpsKafka.Cluster.Bus;
using GitOpsKafka.Cluster.Kafka;
using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Events;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Cli.Run;

/// <summary>Runs reconciler and worker, and prints every event that they put on the trail.</summary>
internal sealed class RunHost(RunSettings run, CliServices services) : IAsyncDisposable
{
    private readonly IHost _host = Build(run);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await StartAsync(cancellationToken);
        var reader = _host.Services.GetRequiredService<TrailReader>();
        services.Console.Note($"following {run.Values["Git:Url"]}; Ctrl+C stops");
        try
        {
            var ends = run.IsTrailEmbedded ? [] : await reader.EndsAsync(cancellationToken);
            await foreach (var record in reader.ReadAsync(new TrailStart.At(ends), follow: true, cancellationToken))
            {
                if (EventCodec.Decode(record.Bytes) is DecodedEvent.Known known)
                    services.Console.Write(EventLine.Of(known.Envelope));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }

        await _host.StopAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _host.StartAsync(cancellationToken);
        }
        catch (OptionsValidationException mistakes)
        {
            throw new CliException(string.Join("\n", mistakes.Failures), mistakes);
        }
    }

    private static IHost Build(RunSettings run)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(run.Values);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.Logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddKubernetes(builder.Configuration.GetSection("Kubernetes").Bind)
            .AddKafkaAdmins(builder.Configuration.GetSection("Kafka").Bind)
            .AddAllInOne(builder.Configuration);
        return builder.Build();
    }
}
