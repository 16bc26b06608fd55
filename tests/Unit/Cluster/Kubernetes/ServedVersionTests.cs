using System.Net;
using System.Text.Json;
using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using Microsoft.AspNetCore.Http;
using static GitOpsKafka.Tests.Unit.Cluster.Kubernetes.Json;

namespace GitOpsKafka.Tests.Unit.Cluster.Kubernetes;

/// <summary>Servers that serve a type in an older version than ours.</summary>
public sealed class ServedVersionTests
{
    private const string Old = "policy/v1beta1";

    private const string New = "policy/v1";

    private static readonly ObjectKey Brokers = new(ResourceType.PodDisruptionBudgets, "streaming", "orders-brokers");

    private static readonly ApplyOptions Ours = new("gitopskafka");

    /// <summary>Versions that the server serves now.</summary>
    private string[] _served = [Old];

    [Theory]
    [InlineData(Old)]
    [InlineData(Old, New)]
    [InlineData(New)]
    public async Task Every_request_goes_to_the_version_that_is_served_and_every_object_is_of_ours(params string[] served)
    {
        _served = served;
        var expected = served[^1];
        await using var server = await ApiServerFake.StartAsync(AnswerAsync);
        using var api = server.Connect();

        KubeObject?[] seen =
        [
            .. (await api.ListAsync(Brokers.Type, null, null, default)).Items,
            await api.GetAsync(Brokers, default),
            await api.ApplyAsync(Budget(New), Ours, default),
            await api.ApplyStatusAsync(Budget(New), Ours, default),
            await WatchAsync(api),
        ];
        await api.CreateAsync(Budget(New), default);
        await api.DeleteAsync(Brokers, null, default);

        Assert.All(seen, budget => Assert.Equal((Brokers, New), (budget!.Key, budget.At("apiVersion")!.Value.GetString())));
        Assert.Equal("/apis/policy", server.Requests.First().Path);
        Assert.All(server.Requests.Skip(1), request => Assert.StartsWith($"/apis/{expected}/", request.Path, StringComparison.Ordinal));
        Assert.All(server.Requests.Where(request => request.Method is "PATCH" or "POST"), request => Assert.Equal(expected, JsonElement.Parse(request.Body).GetProperty("apiVersion").GetString()));
    }

    [Fact]
    public async Task Server_that_was_upgraded_is_asked_again()
    {
        await using var server = await ApiServerFake.StartAsync(AnswerAsync);
        using var api = server.Connect();
        await api.GetAsync(Brokers, default);
        _served = [New];

        var refused = await Assert.ThrowsAsync<KubernetesApiException>(() => api.GetAsync(Brokers, default));
        Assert.NotNull(await api.GetAsync(Brokers, default));

        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        Assert.Equal(2, server.Requests.Count(request => request.Path == "/apis/policy"));
    }

    [Fact]
    public async Task Watch_of_a_version_that_is_gone_asks_again()
    {
        await using var server = await ApiServerFake.StartAsync(AnswerAsync);
        using var api = server.Connect();
        await WatchAsync(api);
        _served = [New];

        await Assert.ThrowsAsync<KubernetesApiException>(() => WatchAsync(api));

        Assert.Equal(New, (await WatchAsync(api)).At("apiVersion")!.Value.GetString());
    }

    [Fact]
    public async Task Group_that_is_not_served_is_asked_for_in_our_version()
    {
        _served = [];
        await using var server = await ApiServerFake.StartAsync(AnswerAsync);
        using var api = server.Connect();

        var refused = await Assert.ThrowsAsync<KubernetesApiException>(() => api.ListAsync(Brokers.Type, null, null, default));

        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        Assert.Equal("/apis/policy/v1/poddisruptionbudgets", server.Requests.Last().Path);
    }

    private Task AnswerAsync(Asked asked, HttpResponse response)
    {
        if (asked.Path == "/apis/policy" && _served.Length > 0)
            return response.WriteAsync($$"""{"kind":"APIGroup","apiVersion":"v1","name":"policy","versions":[{{string.Join(',', _served.Select(version => $$"""{"groupVersion":"{{version}}","version":"{{version.Split('/')[1]}}"}"""))}}]}""");
        if (_served.FirstOrDefault(version => asked.Path.StartsWith($"/apis/{version}/", StringComparison.Ordinal)) is not { } served)
        {
            response.StatusCode = 404;
            return response.WriteAsync("404 page not found");
        }

        var budget = Budget(served).Json.GetRawText();
        return response.WriteAsync(
            asked.Query.ContainsKey("watch") ? $$"""{"type":"ADDED","object":{{budget}} }""" + "\n"
            : asked.Query.ContainsKey("limit") ? List("7", "", budget)
            : budget);
    }

    private static async Task<KubeObject> WatchAsync(KubernetesHttpApi api)
    {
        await foreach (var change in api.WatchAsync(Brokers.Type, null, null, "1", default))
            return change.Object!;
        throw new InvalidOperationException("the watch told nothing");
    }

    private static KubeObject Budget(string version) => KubeObject.Of(Brokers.Type, JsonElement.Parse(
        $$"""{"apiVersion":"{{version}}","kind":"PodDisruptionBudget","metadata":{"name":"orders-brokers","namespace":"streaming","resourceVersion":"5"},"spec":{"maxUnavailable":1} }"""));
}
