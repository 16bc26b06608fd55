using System.CommandLine;
using GitOpsKafka.Cli.Output;

namespace GitOpsKafka.Cli.Demo;

/// <summary><c>gitopskafka demo</c>: the whole product on an embedded platform, or on a real cluster.</summary>
internal static class DemoCommand
{
    private static readonly HelpNotes Notes = new(
        """
        gitopskafka demo
        gitopskafka demo --serve      # keeps it running; audit commands work with the address it prints
        gitopskafka demo --cluster    # real brokers on the cluster of the current kubeconfig: 8 pods, about 4 GiB, some minutes
        """,
        """
        0  every step did what it says
        1  a step did not
        2  bad usage, or the demo could not run
        """);

    public static Command Create(CliServices services)
    {
        var options = new DemoOptions();
        var command = new NotedCommand("demo", "Play the product on an embedded platform (nothing to install) or on a real cluster; nothing is left behind.", Notes);
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(services, options, parsed, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliServices services, DemoOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (!parsed.GetValue(options.Cluster))
        {
            await using var embedded = new EmbeddedPlatform(services.Time);
            return await PlayAsync(embedded, services, parsed.GetValue(options.Serve) ? console => ServeAsync(embedded, console, cancellationToken) : null, cancellationToken);
        }

        var target = options.Target(parsed, services);
        using var kubernetes = services.Kubernetes(target);
        await using var real = new ClusterPlatform(target, parsed.GetRequiredValue(options.Namespace), kubernetes.Api, services.Time);
        return await PlayAsync(real, services, parsed.GetValue(options.Serve) ? console => ServeAsync(real, console, cancellationToken) : null, cancellationToken);
    }

    private static async Task<int> PlayAsync(DemoPlatform platform, CliServices services, Func<CliConsole, Task>? serve, CancellationToken cancellationToken)
    {
        var console = services.Console;
        var timeline = new Timeline(console, services.Time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var following = Task.CompletedTask;
        try
        {
            await platform.StartAsync(timeline, cancellationToken);
            following = timeline.FollowAsync(platform.Trail, end.Token);
            await new DemoStory(platform, timeline, console, cancellationToken).PlayAsync();
            console.Write(StyledLine.Of(($"\nAll of it happened as told, in {timeline.Elapsed.TotalSeconds:0.0} s.", Tone.Good)));
            if (serve is not null)
                await serve(console);
            return ExitCode.Fine;
        }
        catch (DemoFailedException failure)
        {
            console.Note(StyledLine.Of(("error: ", Tone.Bad), (failure.Message, Tone.Plain)));
            return ExitCode.Found;
        }
        finally
        {
            await end.CancelAsync();
            await following;
            await platform.CleanAsync(timeline);
        }
    }

    private static async Task ServeAsync(ClusterPlatform platform, CliConsole console, CancellationToken cancellationToken)
    {
        console.Write(StyledLine.Plain($"""

            It keeps running until Ctrl+C, and is taken away then. In another terminal:
              export GITOPSKAFKA_BOOTSTRAP={platform.BusOptions.BootstrapServers}
              gitopskafka get -n {platform.Manifests.Namespace}
              gitopskafka audit follow
            Commit to {platform.Git.Folder}: it is applied within seconds.
            """));
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task ServeAsync(EmbeddedPlatform platform, CliConsole console, CancellationToken cancellationToken)
    {
        await using var server = new DemoApiServer(platform.Simulated);
        var kubeconfig = await platform.WriteKubeconfigAsync(await server.StartAsync(cancellationToken), cancellationToken);
        console.Write(StyledLine.Plain($"""

            It keeps running until Ctrl+C. In another terminal:
              export KUBECONFIG={kubeconfig} GITOPSKAFKA_BOOTSTRAP={platform.BusOptions.BootstrapServers}
              gitopskafka get kafkatopics -A
              gitopskafka audit follow
              kubectl -n streaming patch kafkatopic orders.v1 --type merge -p '{"{\"spec\":{\"partitions\":24}}"}'
            Commit to {platform.Git.Folder}: it is applied within seconds.
            """));
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
