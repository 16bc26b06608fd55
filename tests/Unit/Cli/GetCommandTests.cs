using System.Net;
using System.Text.Json;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Tests.Unit.Cli;

public sealed class GetCommandTests : IDisposable
{
    private const string Ready = """{"observedGeneration":2,"conditions":[{"type":"Ready","status":"True","reason":"TopicReady","message":"6 partitions"}]}""";

    private const string Stuck = """
        {"observedGeneration":2,"conditions":[{"type":"Ready","status":"False","reason":"PartitionsCannotDecrease","message":"raise spec.partitions"},{"type":"Stalled","status":"True"}]}
        """;

    private readonly CliWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Get_prints_the_columns_of_the_kind_and_the_state_in_words()
    {
        Holds(KubernetesFake.Topic("orders.v1", Ready), KubernetesFake.Topic("payments", Stuck), KubernetesFake.Topic("refunds", "{}"));

        Assert.Equal(
            """
            NAME        CLUSTER   PARTITIONS   REPLICATION   READY    REASON                     AGE   STATE     MESSAGE
            orders.v1   orders    6            3             True     TopicReady                 2d    ready     6 partitions
            payments    orders    6            3             False    PartitionsCannotDecrease   2d    stuck     raise spec.partitions
            refunds     orders    6            3             <none>   <none>                     2d    unknown   no worker has reported on it yet

            """,
            (await _world.RunAsync("get", "gkt")).Output);
    }

    [Fact]
    public async Task Get_waits_for_the_status_to_speak_of_the_newest_spec()
    {
        Holds(KubernetesFake.Topic("orders.v1", Ready.Replace("\"observedGeneration\":2", "\"observedGeneration\":1", StringComparison.Ordinal)));

        Assert.Contains("waiting", (await _world.RunAsync("get", "kafkatopics")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_shows_namespaces_and_origin_when_asked_to()
    {
        Holds(KubernetesFake.Topic("orders.v1", Ready), KubernetesFake.Topic("clicks", Ready, "web"));

        var result = await _world.RunAsync("get", "KafkaTopic", "-A", "-o", "wide");

        Assert.Equal(["NAMESPACE", "streaming", "web"], result.Output.TrimEnd().Split('\n').Select(line => line.Split(' ')[0]));
        Assert.Contains("platform   aaaaaaaa   c1c1c1c1", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_stays_in_the_namespace_of_the_context()
    {
        Holds(KubernetesFake.Topic("orders.v1", Ready), KubernetesFake.Topic("clicks", Ready, "web"));

        Assert.Equal("kafkatopic.gitopskafka.io/orders.v1\n", (await _world.RunAsync("get", "-o", "name")).Output);
        Assert.Equal("kafkatopic.gitopskafka.io/clicks\n", (await _world.RunAsync("get", "-n", "web", "-o", "name")).Output);
    }

    [Fact]
    public async Task Get_prints_one_object_as_kubectl_does()
    {
        Holds(KubernetesFake.Topic("orders.v1", Ready));

        var json = JsonElement.Parse((await _world.RunAsync("get", "gkt", "orders.v1", "-o", "json")).Output);

        Assert.Equal("KafkaTopic", json.GetProperty("kind").GetString());
        Assert.False(json.GetProperty("metadata").TryGetProperty("managedFields", out _));
    }

    [Fact]
    public async Task Get_prints_several_objects_as_a_list()
    {
        Holds(KubernetesFake.Topic("orders.v1", Ready));

        Assert.StartsWith("apiVersion: v1\nkind: List\nitems:\n- metadata:\n", (await _world.RunAsync("get", "-o", "yaml")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_says_that_a_resource_is_not_there() =>
        Assert.Equal(new CliResult(1, "", "error: there is no KafkaTopic orders.v1 in namespace streaming\n"), await _world.RunAsync("get", "kafkatopic", "orders.v1"));

    [Fact]
    public async Task Get_names_the_kinds_when_one_is_misspelt() =>
        Assert.Equal("error: there is no kind topics; there are kafkaclusters (gkc), kafkatopics (gkt)\n", (await _world.RunAsync("get", "topics")).Error);

    [Fact]
    public async Task Watch_prints_what_there_is_and_then_each_change()
    {
        Holds(KubernetesFake.Topic("orders.v1", Ready));
        _world.Kubernetes.Change(WatchEventType.Modified, KubernetesFake.Topic("orders.v1", Stuck));
        _world.Kubernetes.Change(WatchEventType.Deleted, KubernetesFake.Topic("orders.v1", Stuck));
        _world.Kubernetes.EndWatches(new KubernetesApiException(HttpStatusCode.Unauthorized, "Unauthorized", "watch kafkatopics.gitopskafka.io: Unauthorized"));

        var result = await _world.RunAsync("get", "gkt", "--watch");

        Assert.Equal(["STATE", "ready", "stuck", "deleted"], result.Output.TrimEnd().Split('\n').Select(line => line.Split("   ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^2]));
        Assert.Equal((2, "error: Kubernetes: watch kafkatopics.gitopskafka.io: Unauthorized; ask for the right, or use another --context\n"), (result.Code, result.Error));
    }

    [Fact]
    public async Task Watch_that_is_stopped_exits_as_shells_report_it()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        Assert.Equal(130, (await _world.RunAsync(stop.Token, "get", "--watch")).Code);
    }

    private void Holds(params GitOpsKafka.Platform.Objects.KubeObject[] objects)
    {
        foreach (var live in objects)
            _world.Kubernetes.Holds(live);
    }
}
