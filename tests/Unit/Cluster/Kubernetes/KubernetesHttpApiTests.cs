using System.Net;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using Microsoft.Extensions.Time.Testing;
using static GitOpsKafka.Tests.Unit.Cluster.Kubernetes.Json;

namespace GitOpsKafka.Tests.Unit.Cluster.Kubernetes;

public sealed class KubernetesHttpApiTests
{
    private static readonly ApplyOptions Apply = new("gitopskafka");

    [Fact]
    public async Task List_reads_all_pages()
    {
        await using var server = await ApiServerFake.StartAsync((200, List("7", "more", TopicText("orders", "5"), TopicText("bills", "6"))), (200, List("7", "", TopicText("users", "4"))));
        using var api = server.Connect();

        var list = await api.ListAsync(Topics, null, "team in (shop)", default);

        Assert.Equal(["orders", "bills", "users"], list.Items.Select(item => item.Key.Name));
        Assert.Equal("7", list.ResourceVersion);
        Assert.Equal(["", "more"], server.Requests.Select(request => request.Query.GetValueOrDefault("continue", "")));
        Assert.All(server.Requests, request => Assert.Equal("/apis/gitopskafka.io/v1alpha1/kafkatopics", request.Path));
        Assert.All(server.Requests, request => Assert.Equal("team in (shop)", request.Query["labelSelector"]));
        Assert.Equal(2, api.RequestCount);
    }

    [Fact]
    public async Task List_begins_again_when_it_expires_between_pages()
    {
        await using var server = await ApiServerFake.StartAsync(
            (200, List("7", "more", TopicText("orders", "5"))), (410, Status(410, "Expired", "too old")), (200, List("9", "", TopicText("users", "8"))));
        using var api = server.Connect();

        var list = await api.ListAsync(Topics, "streaming", null, default);

        Assert.Equal("users", Assert.Single(list.Items).Key.Name);
        Assert.Equal("/apis/gitopskafka.io/v1alpha1/namespaces/streaming/kafkatopics", server.Requests.Last().Path);
    }

    [Fact]
    public async Task List_of_nothing_may_have_null_items()
    {
        await using var server = await ApiServerFake.StartAsync((200, """{"metadata":{"resourceVersion":"3"},"items":null}"""));
        using var api = server.Connect();

        Assert.Empty((await api.ListAsync(ResourceType.Pods, null, null, default)).Items);
        Assert.Equal("/api/v1/pods", server.Requests.Single().Path);
    }

    [Fact]
    public async Task Get_is_null_only_when_the_server_says_that_this_object_does_not_exist()
    {
        await using var server = await ApiServerFake.StartAsync(
            (404, Status(404, "NotFound", "kafkatopics \\\"orders\\\" not found", """{"name":"orders","kind":"kafkatopics"}""")),
            (404, "404 page not found"),
            (404, Status(404, "NotFound", "the server could not find the requested resource")),
            (200, TopicText("orders", "5")));
        using var api = server.Connect();

        Assert.Null(await api.GetAsync(Key("orders"), default));
        await RefusesAsync(() => api.GetAsync(Key("orders"), default), HttpStatusCode.NotFound, "404 page not found");
        await RefusesAsync(() => api.GetAsync(Key("orders"), default), HttpStatusCode.NotFound, "could not find");
        Assert.Equal("5", (await api.GetAsync(Key("orders"), default))!.ResourceVersion);
    }

    [Fact]
    public async Task Apply_sends_the_object_with_manager_and_force()
    {
        await using var server = await ApiServerFake.StartAsync((200, TopicText("orders", "6")));
        using var api = server.Connect();

        var applied = await api.ApplyAsync(Topic("orders", "5"), Apply with { DryRun = true }, default);

        var request = server.Requests.Single();
        Assert.Equal("6", applied.ResourceVersion);
        Assert.Equal(("PATCH", "/apis/gitopskafka.io/v1alpha1/namespaces/streaming/kafkatopics/orders", "application/apply-patch+yaml"), (request.Method, request.Path, request.ContentType));
        Assert.Equal("dryRun=All fieldManager=gitopskafka fieldValidation=Strict force=true", string.Join(' ', request.Query.Select(pair => $"{pair.Key}={pair.Value}").Order()));
        Assert.Equal(TopicText("orders", "5"), request.Body);
    }

    [Fact]
    public async Task Apply_of_status_sends_nothing_but_identity_and_status()
    {
        await using var server = await ApiServerFake.StartAsync((200, TopicText("orders", "6")));
        using var api = server.Connect();

        await api.ApplyStatusAsync(Topic("orders", "5"), new ApplyOptions("gitopskafka-status", Force: false), default);

        var request = server.Requests.Single();
        Assert.EndsWith("/kafkatopics/orders/status", request.Path);
        Assert.Equal("false", request.Query["force"]);
        Assert.Equal("""{"apiVersion":"gitopskafka.io/v1alpha1","kind":"KafkaTopic","metadata":{"name":"orders","namespace":"streaming"},"status":{"partitions":3}}""", request.Body);
    }

    [Fact]
    public async Task Refusal_carries_status_reason_and_message_of_the_server()
    {
        await using var server = await ApiServerFake.StartAsync((409, Status(409, "Conflict", "conflict with helm")), (422, Status(422, "Invalid", "spec.partitions: Invalid value: 0")));
        using var api = server.Connect();

        var conflict = await RefusesAsync(() => api.ApplyAsync(Topic("orders", "5"), Apply, default), HttpStatusCode.Conflict, "conflict with helm");
        var invalid = await RefusesAsync(() => api.ApplyAsync(Topic("orders", "5"), Apply, default), HttpStatusCode.UnprocessableEntity, "spec.partitions");

        Assert.True(conflict is { IsConflict: true, IsRefusal: false, Reason: "Conflict" });
        Assert.True(invalid is { IsRefusal: true, Reason: "Invalid" });
    }

    [Fact]
    public async Task Delete_asks_for_the_uid_and_tells_whether_there_was_an_object()
    {
        await using var server = await ApiServerFake.StartAsync((200, """{"kind":"Status","status":"Success"}"""), (404, Status(404, "NotFound", "gone", """{"name":"orders"}""")), (409, Status(409, "Conflict", "other uid")));
        using var api = server.Connect();

        Assert.True(await api.DeleteAsync(Key("orders"), "uid-orders", default));
        Assert.False(await api.DeleteAsync(Key("orders"), null, default));
        await RefusesAsync(() => api.DeleteAsync(Key("orders"), "uid-old", default), HttpStatusCode.Conflict, "other uid");
        Assert.Equal(
            ["""{"apiVersion":"v1","kind":"DeleteOptions","propagationPolicy":"Background","preconditions":{"uid":"uid-orders"}}""", """{"apiVersion":"v1","kind":"DeleteOptions","propagationPolicy":"Background"}"""],
            server.Requests.Take(2).Select(request => request.Body));
    }

    [Fact]
    public async Task Delete_alone_leaves_what_the_object_owns()
    {
        await using var server = await ApiServerFake.StartAsync((200, """{"kind":"Status","status":"Success"}"""));
        using var api = server.Connect();

        Assert.True(await api.DeleteAloneAsync(Key("orders"), "uid-orders", default));
        Assert.Equal("""{"apiVersion":"v1","kind":"DeleteOptions","propagationPolicy":"Orphan","preconditions":{"uid":"uid-orders"}}""", server.Requests.First().Body);
    }

    [Fact]
    public async Task Create_posts_to_the_namespace()
    {
        await using var server = await ApiServerFake.StartAsync((201, TopicText("orders", "6")));
        using var api = server.Connect();

        await api.CreateAsync(Topic("orders", "5"), default);

        Assert.Equal(("POST", "/apis/gitopskafka.io/v1alpha1/namespaces/streaming/kafkatopics"), (server.Requests.Single().Method, server.Requests.Single().Path));
    }

    [Fact]
    public async Task No_answer_in_time_is_a_failure_without_status()
    {
        var time = new FakeTimeProvider();
        var asked = new TaskCompletionSource();
        await using var server = await ApiServerFake.StartAsync(async (_, response) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, response.HttpContext.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        using var api = server.Connect(time);

        var call = api.GetAsync(Key("orders"), default);
        await asked.Task;
        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("Timeout", (await RefusesAsync(() => call, default, "get kafkatopics.gitopskafka.io: no answer in time")).Reason);
    }

    [Fact]
    public async Task Cancellation_by_the_caller_stays_a_cancellation()
    {
        await using var server = await ApiServerFake.StartAsync((200, TopicText("orders", "6")));
        using var api = server.Connect();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => api.GetAsync(Key("orders"), new CancellationToken(true)));
    }

    [Fact]
    public async Task A_server_that_is_not_there_and_one_that_talks_nonsense_are_failures_without_status()
    {
        await using var server = await ApiServerFake.StartAsync((200, "<html>"));
        using var api = server.Connect();
        await RefusesAsync(() => api.GetAsync(Key("orders"), default), default, "cannot be read");

        await server.DisposeAsync();

        await RefusesAsync(() => api.GetAsync(Key("orders"), default), default, "no answer");
    }

    private static async Task<KubernetesApiException> RefusesAsync(Func<Task> call, HttpStatusCode status, string message)
    {
        var error = await Assert.ThrowsAsync<KubernetesApiException>(call);
        Assert.Equal(status, error.Status);
        Assert.Contains(message, error.Message);
        return error;
    }
}
