using System.Collections.Concurrent;
using GitOpsKafka.Cluster.Kubernetes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Tests.Unit.Cluster.Kubernetes;

/// <summary>An HTTP server on loopback that answers what the test says, and remembers what it was asked.</summary>
internal sealed class ApiServerFake : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly string _kubeconfig = Path.GetTempFileName();

    private ApiServerFake(WebApplication server) => _server = server;

    public ConcurrentQueue<Asked> Requests { get; } = new();

    public static async Task<ApiServerFake> StartAsync(Func<Asked, HttpResponse, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var fake = new ApiServerFake(server);
        server.Run(context => fake.AnswerAsync(context, answer));
        await server.StartAsync();
        await File.WriteAllTextAsync(fake._kubeconfig, Kubeconfig(server.Urls.First()));
        return fake;
    }

    /// <summary>Answers in order, the last one again and again.</summary>
    public static Task<ApiServerFake> StartAsync(params (int Status, string Body)[] answers)
    {
        var position = -1;
        return StartAsync((_, response) =>
        {
            var (status, body) = answers[Math.Min(Interlocked.Increment(ref position), answers.Length - 1)];
            response.StatusCode = status;
            return response.WriteAsync(body);
        });
    }

    public KubernetesHttpApi Connect(TimeProvider? time = null) =>
        new(Options.Create(new KubernetesApiOptions { Kubeconfig = _kubeconfig }), time ?? TimeProvider.System, new Random(1));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        File.Delete(_kubeconfig);
    }

    private async Task AnswerAsync(HttpContext context, Func<Asked, HttpResponse, Task> answer)
    {
        using var reader = new StreamReader(context.Request.Body);
        var asked = new Asked(context.Request.Method, context.Request.Path, context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()), context.Request.ContentType, await reader.ReadToEndAsync());
        Requests.Enqueue(asked);
        context.Response.ContentType = "application/json";
        await answer(asked, context.Response);
    }

    private static string Kubeconfig(string address) => $$"""
        apiVersion: v1
        kind: Config
        current-context: fake
        contexts: [{name: fake, context: {cluster: fake, user: fake} }]
        clusters: [{name: fake, cluster: {server: "{{address}}"} }]
        users: [{name: fake, user: {token: not-a-secret} }]
        """;
}

internal sealed record Asked(string Method, string Path, IReadOnlyDictionary<string, string> Query, string? ContentType, string Body);
