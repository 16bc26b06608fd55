using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Planning.Diffing;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Tests.Integration.Fixtures;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Integration;

/// <summary>
/// The planner's difference against the API server's own: empty exactly when a dry run of server-side apply changes nothing, for every
/// field of what we render, changed and left out, and after others have changed the object.
/// </summary>
public abstract class DifferenceTests(LivePlatform platform, ITestOutputHelper output) : LiveTests(platform, output)
{
    private static readonly ApplyOptions Ours = new(Marks.FieldManager);
    private static readonly ApplyOptions DryRun = new(Marks.FieldManager, DryRun: true);

    [SkippableFact]
    public Task Difference_is_empty_exactly_when_a_dry_run_changes_nothing() => OnPlatformAsync(async () =>
    {
        var tally = new Tally();
        foreach (var desired in await StoreAsync())
        {
            await CompareAsync(desired, desired, "as applied", tally);
            foreach (var (what, changed) in Mutations(desired))
                await CompareAsync(desired, changed, what, tally);
            foreach (var (what, foreign) in Foreign(desired))
                await CompareAfterAsync(desired, foreign, what, tally);
        }

        Output.WriteLine($"{tally.Same} without and {tally.Different} with a difference, {tally.Refused} refused by the server");
        Assert.True(tally.Wrong.Count == 0, string.Join('\n', tally.Wrong));
        Assert.True(tally.Different > 100 && tally.Same > 10, "too few comparisons");
    });

    /// <summary>Makes everything that a cluster and a topic are made of, as a worker does.</summary>
    private async Task<List<KubeObject>> StoreAsync()
    {
        var cluster = Resource(KafkaCluster.KindName, """
            {"apiVersion":"gitopskafka.io/v1alpha1","kind":"KafkaCluster","metadata":{"name":"mirror","namespace":"streaming","labels":{"team":"payments"},"annotations":{"example.com/owner":"ada"}},
             "spec":{"version":"4.2.1","controllers":{"replicas":1,"storage":{"volumes":[{"id":0,"size":"1Gi"}]}},
             "brokers":{"replicas":1,"storage":{"volumes":[{"id":0,"size":"10Gi"},{"id":1,"size":"10Gi","class":"fast"}]},"resources":{"requests":{"cpu":"500m","memory":"1Gi"},"limits":{"memory":"1Gi"}},"jvm":{"heap":"512Mi"}},
             "config":{"num.io.threads":"8"},"rolling":{"deadlinePerNode":"5m"}}}
            """);
        var topic = Resource(KafkaTopic.KindName, """
            {"apiVersion":"gitopskafka.io/v1alpha1","kind":"KafkaTopic","metadata":{"name":"mirror.v1","namespace":"streaming"},
             "spec":{"clusterRef":{"name":"mirror"},"partitions":3,"replicationFactor":1,"config":{"retention.ms":"86400000","cleanup.policy":"delete"}}}
            """);
        var stored = await Platform.Api.ApplyAsync(cluster, Ours, default);
        await Platform.Api.ApplyAsync(topic, Ours, default);
        var rendered = ClusterRenderer.Render(ResourceJson.Read<KafkaCluster>(stored.Json), stored.Uid);
        foreach (var part in rendered)
            await Platform.Api.ApplyAsync(part, Ours, default);
        return [cluster, topic, .. rendered];
    }

    /// <summary>Every leaf changed, every field and list entry left out, and one of each added.</summary>
    private static IEnumerable<(string What, KubeObject Changed)> Mutations(KubeObject desired)
    {
        foreach (var path in Paths(desired.ToNode(), []))
        {
            if (Changed(desired, path, node => node switch
            {
                JsonValue value when value.GetValueKind() == JsonValueKind.Number => JsonValue.Create(value.GetValue<int>() + 1),
                JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => JsonValue.Create(!value.GetValue<bool>()),
                JsonValue value => JsonValue.Create(Other(value.GetValue<string>())),
                _ => node,
            }) is { } other)
                yield return ($"{Text(path)} changed", other);
            if (Without(desired, path) is { } less)
                yield return ($"{Text(path)} left out", less);
        }

        var more = desired.ToNode();
        var metadata = more["metadata"]!.AsObject();
        (metadata["labels"] ??= new JsonObject())["team"] = "shipping";
        (metadata["annotations"] ??= new JsonObject())["example.com/owner"] = "grace";
        yield return ("a label and an annotation more", KubeObject.Of(desired.Key.Type, more));
    }

    /// <summary>What others may do to the live object, by server-side apply of their own.</summary>
    private static IEnumerable<(string What, JsonObject Foreign)> Foreign(KubeObject desired)
    {
        var kind = desired.Key.Type.Kind;
        yield return ("another's label", Part(desired, """{"metadata":{"labels":{"cost-center":"42"}}}"""));
        yield return ("another's annotation", Part(desired, """{"metadata":{"annotations":{"example.com/reviewed":"yes"}}}"""));
        if (kind == "StatefulSet")
            yield return ("another's replicas", Part(desired, """{"spec":{"replicas":2}}"""));
        if (kind == "Service")
            yield return ("another's session affinity", Part(desired, """{"spec":{"sessionAffinity":"ClientIP"}}"""));
        if (kind == "ConfigMap")
            yield return ("another's key", Part(desired, """{"data":{"log4j2.yaml":"none"}}"""));
        if (kind == "KafkaTopic")
            yield return ("another's setting", Part(desired, """{"spec":{"config":{"max.message.bytes":"2000000"}}}"""));
        if (kind == "KafkaCluster")
            yield return ("another's setting", Part(desired, """{"spec":{"config":{"num.network.threads":"4","num.io.threads":"16"}}}"""));
    }

    private async Task CompareAfterAsync(KubeObject desired, JsonObject foreign, string what, Tally tally)
    {
        await Platform.Api.ApplyAsync(KubeObject.Of(desired.Key.Type, foreign), new ApplyOptions("auditor"), default);
        await CompareAsync(desired, desired, what, tally);
        // First ours again: server 1.20 leaves a null where the last field of a map was given up.
        await Platform.Api.ApplyAsync(desired, Ours, default);
        await Platform.Api.ApplyAsync(KubeObject.Of(desired.Key.Type, Part(desired, "{}")), new ApplyOptions("auditor"), default);
        await CompareAsync(desired, desired, $"after {what}", tally);
    }

    private async Task CompareAsync(KubeObject original, KubeObject changed, string what, Tally tally)
    {
        for (var attempt = 1; ; attempt++)
        {
            var live = await LiveAsync(original.Key);
            var difference = ObjectDiff.Between(changed, live, Marks.FieldManager);
            if (await DryRunAsync(changed, tally) is not { } dry)
                return;
            // A controller may have written between the two looks: then they are no pair.
            if ((await LiveAsync(original.Key)).ResourceVersion != live.ResourceVersion && attempt < 20)
                continue;
            var isSame = JsonNode.DeepEquals(Essence(live), Essence(dry));
            tally.Add(isSame, difference.IsEmpty == isSame || IsKnownException(what, isSame, difference) ? null
                : $"{original.Key}, {what}: the server {(isSame ? "changes nothing" : "changes " + string.Join(", ", Changes(Essence(live), Essence(dry), "").Take(3)))}, the planner says {(difference.IsEmpty ? "nothing" : string.Join("; ", difference.Take(3)))}");
            return;
        }
    }

    /// <summary>
    /// Where the two may differ. A field given up whose default is what it was: the planner asks once more than needed. A field given up
    /// inside an entry of a list without keys: the server fills defaults into such entries, so what is missing there says nothing.
    /// Version and kind of a claim template: the server keeps its own. A default of a port that a NetworkPolicy left out: ours never do.
    /// </summary>
    private static bool IsKnownException(string what, bool isSame, ImmutableArray<FieldDelta> difference) =>
        isSame ? difference.All(delta => delta.After is not { } after || (after.ValueKind == JsonValueKind.Array && after.GetArrayLength() == 0)) || (what.Contains("spec.ingress.", StringComparison.Ordinal) && what.EndsWith(".protocol left out", StringComparison.Ordinal)) || (what.Contains("volumeClaimTemplates", StringComparison.Ordinal) && (what.EndsWith("apiVersion changed", StringComparison.Ordinal) || what.EndsWith("kind changed", StringComparison.Ordinal)))
        : what.Contains(".preferredDuringSchedulingIgnoredDuringExecution.0.", StringComparison.Ordinal) && what.EndsWith(" left out", StringComparison.Ordinal);

    private async Task<KubeObject?> DryRunAsync(KubeObject desired, Tally tally)
    {
        try
        {
            return await Platform.Api.ApplyAsync(desired, DryRun, default);
        }
        catch (KubernetesApiException)
        {
            tally.Refused++;
            return null;
        }
    }

    private static JsonObject Essence(KubeObject live)
    {
        var json = live.ToNode();
        json.Remove("status");
        foreach (var name in new[] { "managedFields", "resourceVersion", "generation" })
            json["metadata"]!.AsObject().Remove(name);
        return json;
    }

    private static IEnumerable<string> Changes(JsonNode? one, JsonNode? other, string path) => (one, other) switch
    {
        (JsonObject left, JsonObject right) => left.Select(field => field.Key).Union(right.Select(field => field.Key)).SelectMany(name => Changes(left[name], right[name], $"{path}.{name}")),
        (JsonArray left, JsonArray right) when left.Count == right.Count => Enumerable.Range(0, left.Count).SelectMany(index => Changes(left[index], right[index], $"{path}[{index}]")),
        _ => JsonNode.DeepEquals(one, other) ? [] : [$"{path}: {one?.ToJsonString()} → {other?.ToJsonString()}"],
    };

    private static KubeObject Resource(string kind, string json) => KubeObject.Of(ResourceKinds.Get(kind).Type, JsonNode.Parse(json)!);

    private static JsonObject Part(KubeObject desired, string json)
    {
        var part = JsonNode.Parse(json)!.AsObject();
        (part["apiVersion"], part["kind"]) = (desired.Key.Type.ApiVersion, desired.Key.Type.Kind);
        var metadata = (part["metadata"] ??= new JsonObject()).AsObject();
        (metadata["name"], metadata["namespace"]) = (desired.Key.Name, desired.Key.Namespace);
        return part;
    }

    /// <summary>Below spec and data, labels and annotations; not the object's own identity.</summary>
    private static IEnumerable<object[]> Paths(JsonNode? node, object[] path)
    {
        if (path is ["apiVersion" or "kind" or "status", ..] or ["metadata", not ("labels" or "annotations" or "ownerReferences"), ..])
            yield break;
        if (path.Length > 1)
            yield return path;
        var children = node switch
        {
            JsonObject map => map.Select(field => (Step: (object)field.Key, field.Value)),
            JsonArray list => list.Select((item, index) => (Step: (object)index, Value: item)),
            _ => [],
        };
        foreach (var child in children.SelectMany(child => Paths(child.Value, [.. path, child.Step])))
            yield return child;
    }

    private static KubeObject? Changed(KubeObject desired, object[] path, Func<JsonNode, JsonNode> change)
    {
        var json = desired.ToNode();
        var parent = Find(json, path[..^1])!;
        var before = path[^1] is string name ? parent[name] : parent[(int)path[^1]];
        if (before is null or JsonObject or JsonArray)
            return null;
        var after = change(before.DeepClone());
        if (path[^1] is string field)
            parent[field] = after;
        else
            parent[(int)path[^1]] = after;
        return KubeObject.Of(desired.Key.Type, json);
    }

    private static KubeObject? Without(KubeObject desired, object[] path)
    {
        var json = desired.ToNode();
        var parent = Find(json, path[..^1])!;
        if (path[^1] is string name)
            parent.AsObject().Remove(name);
        else
            parent.AsArray().RemoveAt((int)path[^1]);
        return KubeObject.Of(desired.Key.Type, json);
    }

    private static JsonNode? Find(JsonNode? node, object[] path) => path.Aggregate(node, (found, step) => step is string name ? found![name] : found![(int)step]);

    /// <summary>Still of the same form, so that the server takes it where it can.</summary>
    private static string Other(string text) =>
        text.EndsWith("Gi", StringComparison.Ordinal) && int.TryParse(text[..^2], out var size) ? $"{size + 1}Gi"
        : text is "TCP" ? "UDP"
        : text is "4.2.1" ? "4.3.1"
        : int.TryParse(text, out var number) ? $"{number + 1}"
        : text + "x";

    private static string Text(object[] path) => string.Join('.', path);

    private sealed class Tally
    {
        public int Same { get; private set; }

        public int Different { get; private set; }

        public int Refused { get; set; }

        public List<string> Wrong { get; } = [];

        public void Add(bool isSame, string? wrong)
        {
            _ = isSame ? Same++ : Different++;
            if (wrong is not null)
                Wrong.Add(wrong);
        }
    }
}

[Collection(OldServerCollection.Name)]
public sealed class OldServerDifferenceTests(OldServerPlatform platform, ITestOutputHelper output) : DifferenceTests(platform, output);

[Collection(ModernServerCollection.Name)]
public sealed class ModernServerDifferenceTests(ModernServerPlatform platform, ITestOutputHelper output) : DifferenceTests(platform, output);
