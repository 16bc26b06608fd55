using System.Text.Json;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Tests.Integration.Fixtures;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Integration;

/// <summary>What the tests on a live platform share.</summary>
public abstract class LiveTests(LivePlatform platform, ITestOutputHelper output)
{
    protected LivePlatform Platform => platform;

    protected ITestOutputHelper Output => output;

    /// <summary>Runs the test where the parts are; a failure shows what the processes had to say.</summary>
    protected async Task OnPlatformAsync(Func<Task> test)
    {
        Skip.If(platform.WhySkipped is not null, platform.WhySkipped);
        try
        {
            await test();
        }
        catch (Exception exception) when (exception is not SkipException)
        {
            output.WriteLine(Tail(platform.Reconciler.Log));
            output.WriteLine(Tail(platform.Worker.Log));
            throw;
        }
    }

    protected static Dictionary<string, string?> Files(params (string Path, string? Text)[] files) => files.ToDictionary(file => file.Path, file => file.Text);

    protected static ObjectKey KeyOf(string kind, string name) => new(ResourceKinds.Get(kind).Type, "streaming", name);

    protected static ObjectKey KeyOf(ResourceType type, string name) => new(type, "streaming", name);

    protected async Task<KubeObject> LiveAsync(ObjectKey key) => await platform.Api.GetAsync(key, default) ?? throw new InvalidOperationException($"{key} is missing");

    /// <summary>Ready, for the generation that is stored.</summary>
    protected Task UntilReadyAsync(string kind, string name) => Eventually.TrueAsync(
        async () => await platform.Api.GetAsync(KeyOf(kind, name), default) is { } live && IsReady(live), $"{kind} {name} to be Ready", TimeSpan.FromSeconds(90));

    protected static bool IsReady(KubeObject live) =>
        live.At("status", "observedGeneration")?.GetInt64() == live.Generation && Condition(live, "Ready") is "True" && Condition(live, "Reconciling") is null or "False";

    /// <summary>Status of a condition; null when it is not there.</summary>
    protected static string? Condition(KubeObject live, string type) => live.At("status", "conditions") is { } conditions
        ? conditions.EnumerateArray().Where(condition => condition.GetProperty("type").ValueEquals(type)).Select(condition => condition.GetProperty("status").GetString()).FirstOrDefault()
        : null;

    protected static JsonElement Spec(KubeObject live, params ReadOnlySpan<string> path)
    {
        var value = live.Json.GetProperty("spec");
        foreach (var name in path)
            value = value.GetProperty(name);
        return value;
    }

    private static string Tail(string log) => string.Join('\n', log.Split('\n').TakeLast(80));
}
