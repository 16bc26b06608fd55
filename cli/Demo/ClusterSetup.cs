using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Schemas;

namespace GitOpsKafka.Cli.Demo;

/// <summary>What the demo makes on a real Kubernetes before it begins, and takes away again. Not thread-safe.</summary>
internal sealed class ClusterSetup(IKubernetesApi api, string @namespace)
{
    private const string NamespaceKind = "Namespace";

    private static readonly ResourceType Namespaces = new("", "v1", "namespaces", NamespaceKind);
    private static readonly ApplyOptions Apply = new("gitopskafka-demo");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Stack<ObjectKey> _made = [];

    public bool HasMade => _made.Count > 0;

    private ObjectKey Space => new(Namespaces, "", @namespace);

    /// <summary>A namespace, and the kinds that the server does not have yet.</summary>
    /// <returns>What was made.</returns>
    /// <exception cref="CliException">The namespace is somebody's.</exception>
    public async Task<IReadOnlyCollection<ObjectKey>> MakeAsync(CancellationToken cancellationToken)
    {
        if (await api.GetAsync(Space, cancellationToken) is not null)
            throw new CliException($"namespace \"{@namespace}\" exists: name another with --namespace, the demo deletes its namespace in the end");
        foreach (var kind in ResourceKinds.All)
            await MakeAsync(CrdWriter.Define(kind), cancellationToken);
        await MakeAsync(KubeObject.Of(Namespaces, new JsonObject { ["apiVersion"] = "v1", ["kind"] = NamespaceKind, ["metadata"] = new JsonObject { ["name"] = @namespace } }), cancellationToken);
        foreach (var kind in ResourceKinds.All)
            await UntilAsync(() => IsEstablishedAsync(kind, cancellationToken), $"{kind.Type} to be established", cancellationToken);
        return _made;
    }

    /// <summary>Resources first, while somebody is there who ends them in order; then what was made, newest first. What was there before stays.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        foreach (var kind in _made.Contains(Space) ? ResourceKinds.All : [])
        {
            foreach (var resource in (await api.ListAsync(kind.Type, @namespace, null, cancellationToken)).Items)
                await RemoveAsync(resource.Key, cancellationToken);
        }

        while (_made.TryPop(out var made))
            await RemoveAsync(made, cancellationToken);
    }

    private async Task MakeAsync(KubeObject wanted, CancellationToken cancellationToken)
    {
        if (await api.GetAsync(wanted.Key, cancellationToken) is not null)
            return;
        await api.ApplyAsync(wanted, Apply, cancellationToken);
        _made.Push(wanted.Key);
    }

    private async Task RemoveAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        await api.DeleteAsync(key, null, cancellationToken);
        await UntilAsync(async () => await api.GetAsync(key, cancellationToken) is null, $"{key} to be gone", cancellationToken);
    }

    private async Task<bool> IsEstablishedAsync(ResourceKind kind, CancellationToken cancellationToken) =>
        await api.GetAsync(new ObjectKey(CrdWriter.Definitions, "", $"{kind.Type}"), cancellationToken) is { } definition && definition.IsConditionTrue("Established");

    private static Task UntilAsync(Func<Task<bool>> isSo, string what, CancellationToken cancellationToken) => DemoWait.UntilAsync(isSo, what, Patience, cancellationToken);
}
