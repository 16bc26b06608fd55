using System.Collections.Immutable;
using System.Text.Json;
using System.Threading.Channels;
using GitOpsKafka.Cli.Output;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Cli.Commands;

/// <summary>One run of <c>get</c>.</summary>
internal sealed class GetRun(CliServices services, IKubernetesApi api, GetRequest request)
{
    // A server that ends every watch at once must not be asked without pause.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private CliConsole Console => services.Console;

    public async Task<int> ListAsync(CancellationToken cancellationToken)
    {
        var found = new List<(ResourceKind Kind, ObjectList List)>();
        foreach (var kind in request.Kinds)
            found.Add((kind, await FindAsync(kind, cancellationToken)));
        var count = found.Sum(entry => entry.List.Items.Length);
        if (count == 0 && request.Name is not null)
        {
            Console.Note(StyledLine.Of(("error: ", Tone.Bad), ($"there is no {string.Join(" or ", request.Kinds.Select(kind => kind.Type.Kind))} {request.Name} in namespace {request.Namespace}", Tone.Plain)));
            return ExitCode.Found;
        }

        Print(found);
        if (count == 0)
            Console.Note($"no resources found{(request.Namespace is null ? "" : $" in namespace {request.Namespace}; -A looks in all")}");
        return ExitCode.Fine;
    }

    /// <summary>What there is, then each change, until cancelled.</summary>
    public async Task<int> WatchAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var prints = Channel.CreateBounded<Action>(100);
        var watching = WatchAllAsync(prints.Writer, stop.Token);
        try
        {
            // One reader: lines of different kinds never mix.
            await foreach (var print in prints.Reader.ReadAllAsync(cancellationToken))
                print();
        }
        finally
        {
            await stop.CancelAsync();
            await watching;
        }

        return ExitCode.Fine;
    }

    /// <summary>The first failure of one kind ends them all, and reaches the reader.</summary>
    private async Task WatchAllAsync(ChannelWriter<Action> prints, CancellationToken cancellationToken)
    {
        try
        {
            await await Task.WhenAny(request.Kinds.Select(kind => WatchAsync(kind, prints, cancellationToken)));
            prints.Complete();
        }
        catch (Exception failure)
        {
            prints.Complete(failure);
        }
    }

    private async Task WatchAsync(ResourceKind kind, ChannelWriter<Action> prints, CancellationToken cancellationToken)
    {
        while (true)
        {
            var list = await FindAsync(kind, cancellationToken);
            var table = new ResourceTable(kind, request.Namespace is null, request.Format == "wide", services.Time.GetUtcNow());
            await prints.WriteAsync(() => PrintFirst(kind, list.Items, table), cancellationToken);
            await FollowAsync(kind, list.ResourceVersion, table, prints, cancellationToken);
        }
    }

    /// <summary>Ends when the version is gone: then what there is must be listed anew.</summary>
    private async Task FollowAsync(ResourceKind kind, string version, ResourceTable table, ChannelWriter<Action> prints, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await foreach (var change in api.WatchAsync(kind.Type, request.Namespace, null, version, cancellationToken))
                {
                    version = change.ResourceVersion;
                    if (change.Object is { } live && (request.Name is null || request.Name == live.Key.Name))
                        await prints.WriteAsync(() => PrintChange(kind, live, change.Type, table), cancellationToken);
                }

                await Task.Delay(Pause, services.Time, cancellationToken);
            }
        }
        catch (KubernetesApiException failure) when (failure.IsExpired)
        {
        }
    }

    private async Task<ObjectList> FindAsync(ResourceKind kind, CancellationToken cancellationToken)
    {
        var list = await api.ListAsync(kind.Type, request.Namespace, null, cancellationToken);
        return list with { Items = [.. list.Items.Where(live => request.Name is null || live.Key.Name == request.Name).OrderBy(live => live.Key)] };
    }

    private void Print(List<(ResourceKind Kind, ObjectList List)> found)
    {
        if (!request.IsTable && request.Format != "name")
        {
            Console.WriteData(Documents.Write(request.Format, ResourceDocument.Of([.. found.SelectMany(entry => entry.List.Items)], isOne: request.Name is not null)));
            return;
        }

        foreach (var (index, (kind, list)) in found.Where(entry => !entry.List.Items.IsEmpty).Index())
        {
            if (index > 0 && request.IsTable)
                Console.Write(StyledLine.Empty);
            PrintFirst(kind, list.Items, new ResourceTable(kind, request.Namespace is null, request.Format == "wide", services.Time.GetUtcNow()));
        }
    }

    private void PrintFirst(ResourceKind kind, ImmutableArray<KubeObject> items, ResourceTable table)
    {
        if (request.IsTable)
            Console.Write(table.Lines(items));
        else
            foreach (var live in items)
                PrintOne(kind, live);
    }

    private void PrintChange(ResourceKind kind, KubeObject live, WatchEventType type, ResourceTable table)
    {
        if (request.IsTable)
            Console.Write(table.Row(live, type == WatchEventType.Deleted ? new StyledText("deleted", Tone.Bad) : null));
        else
            PrintOne(kind, live);
    }

    private void PrintOne(ResourceKind kind, KubeObject live) => Console.WriteData(request.Format switch
    {
        "name" => $"{kind.Singular}.{kind.Type.Group}/{live.Key.Name}",
        "yaml" => "---\n" + Documents.Yaml(ResourceDocument.Of(live)),
        _ => JsonSerializer.Serialize(ResourceDocument.Of(live)),
    });
}
