using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Simulation.Kubernetes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Cli.Demo;

/// <summary>
/// The simulated Kubernetes over HTTP on loopback, so that the other commands and kubectl can look at the demo: discovery, get, list,
/// watch, patch, server-side apply, delete. What it does not know it answers with 404.
/// </summary>
internal sealed class DemoApiServer : IAsyncDisposable
{
    private readonly SimulatedKubernetes _kubernetes;
    private readonly WebApplication _application;

    public DemoApiServer(SimulatedKubernetes kubernetes)
    {
        _kubernetes = kubernetes;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.MapGet("/{**path}", AnswerAsync);
        _application.MapPatch("/{**path}", AnswerAsync);
        _application.MapDelete("/{**path}", AnswerAsync);
    }

    /// <returns>The address.</returns>
    public async Task<string> StartAsync(CancellationToken cancellationToken)
    {
        await _application.StartAsync(cancellationToken);
        return _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        try
        {
            if (DemoDiscovery.Find(context.Request.Path) is { } document)
                await WriteAsync(context, document);
            else if (DemoApiPath.Parse(context.Request.Path) is { } path)
                await AnswerAsync(context, path);
            else
                await WriteAsync(context, Status(404, "NotFound", "the demo does not have this"), 404);
        }
        catch (KubernetesApiException refusal)
        {
            await WriteAsync(context, Status((int)refusal.Status, refusal.Reason, refusal.Message), refusal.Status == default ? 500 : (int)refusal.Status);
        }
    }

    private Task AnswerAsync(HttpContext context, DemoApiPath path) => (context.Request.Method, path.Name) switch
    {
        ("GET", null) when context.Request.Query["watch"] == "true" || context.Request.Query["watch"] == "1" => WatchAsync(context, path),
        ("GET", null) => ListAsync(context, path),
        ("GET", _) => GetAsync(context, path),
        ("PATCH", not null) => PatchAsync(context, path),
        ("DELETE", not null) => DeleteAsync(context, path),
        _ => WriteAsync(context, Status(405, "MethodNotAllowed", "the demo cannot do this"), 405),
    };

    private async Task ListAsync(HttpContext context, DemoApiPath path)
    {
        var list = await _kubernetes.ListAsync(path.Type, path.Namespace, context.Request.Query["labelSelector"], context.RequestAborted);
        await WriteAsync(context, new JsonObject
        {
            ["apiVersion"] = path.Type.ApiVersion,
            ["kind"] = path.Type.Kind + "List",
            ["metadata"] = new JsonObject { ["resourceVersion"] = list.ResourceVersion },
            ["items"] = new JsonArray([.. list.Items.Select(item => (JsonNode)item.ToNode())]),
        });
    }

    private async Task WatchAsync(HttpContext context, DemoApiPath path)
    {
        context.Response.ContentType = "application/json";
        await context.Response.Body.FlushAsync(context.RequestAborted);
        var query = context.Request.Query;
        await foreach (var change in _kubernetes.WatchAsync(path.Type, path.Namespace, query["labelSelector"], query["resourceVersion"].ToString(), context.RequestAborted))
        {
            var subject = change.Object?.ToNode() ?? new JsonObject { ["apiVersion"] = path.Type.ApiVersion, ["kind"] = path.Type.Kind, ["metadata"] = new JsonObject { ["resourceVersion"] = change.ResourceVersion } };
            await JsonSerializer.SerializeAsync(context.Response.Body, new JsonObject { ["type"] = change.Type.ToString().ToUpperInvariant(), ["object"] = subject }, cancellationToken: context.RequestAborted);
            await context.Response.WriteAsync("\n", context.RequestAborted);
        }
    }

    private async Task GetAsync(HttpContext context, DemoApiPath path)
    {
        if (await _kubernetes.GetAsync(path.Key, context.RequestAborted) is { } live)
            await WriteAsync(context, live.ToNode());
        else
            await WriteAsync(context, NotFound(path), 404);
    }

    private async Task PatchAsync(HttpContext context, DemoApiPath path)
    {
        var body = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!.AsObject();
        var manager = context.Request.Query["fieldManager"].FirstOrDefault() ?? "kubectl-edit";
        var isApply = context.Request.ContentType?.StartsWith("application/apply-patch", StringComparison.Ordinal) == true;
        var changed = isApply
            ? await _kubernetes.ApplyAsync(KubeObject.Of(path.Type, body), new ApplyOptions(manager, context.Request.Query["force"] == "true", context.Request.Query["dryRun"] == "All"), SimulatedUser.Person, context.RequestAborted)
            : await _kubernetes.PatchAsync(path.Key, body, manager, context.RequestAborted);
        await WriteAsync(context, changed.ToNode());
    }

    private async Task DeleteAsync(HttpContext context, DemoApiPath path)
    {
        var isGone = await _kubernetes.DeleteAsync(path.Key, null, SimulatedUser.Person, context.RequestAborted);
        await WriteAsync(context, isGone ? Status(200, "", "deleted") : NotFound(path), isGone ? 200 : 404);
    }

    private static Task WriteAsync(HttpContext context, JsonNode document, int status = 200)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(document, context.RequestAborted);
    }

    private static JsonObject NotFound(DemoApiPath path)
    {
        var status = Status(404, "NotFound", $"{path.Type} \"{path.Name}\" not found");
        status["details"] = new JsonObject { ["name"] = path.Name, ["group"] = path.Type.Group, ["kind"] = path.Type.Plural };
        return status;
    }

    private static JsonObject Status(int code, string reason, string message) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Status",
        ["metadata"] = new JsonObject(),
        ["status"] = code < 400 ? "Success" : "Failure",
        ["reason"] = reason,
        ["message"] = message,
        ["code"] = code,
    };
}
