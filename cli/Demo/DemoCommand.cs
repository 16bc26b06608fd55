using System.CommandLine;
using GitOpsKafka.Cli.Output;

namespace GitOpsKafka.Cli.Demo;

/// <summary><c>gitopskafka demo</c>: the whole product on an embedded platform.</summary>
internal static class DemoCommand
{
    private static readonly HelpNotes Notes = new(
        """
        gitopskafka demo
        gitopskafka demo --serve      # keeps it running; audit commands work with the address it prints
        """,
        """
        0  every step did what it says
        1  a step did not
        2  bad usage, or the demo could not run
        """);

    public static Command Create(CliServices services)
    {
        var serve = CommonOptions.Flag("--serve", "Keep it running for exploring with the other commands, until Ctrl+C.");
        var command = new NotedCommand("demo", "Play the product on an embedded platform: nothing to install, nothing left behind.", Notes) { serve };
        command.SetAction((parsed, cancellationToken) => RunAsync(services, parsed.GetValue(serve), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliServices services, bool isServing, CancellationToken cancellationToken)
    {
        var console = services.Console;
        var timeline = new Timeline(console, services.Time);
        await using var platform = new DemoPlatform(services.Time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await platform.StartAsync(cancellationToken);
        var following = timeline.FollowAsync(platform.Trail, end.Token);
        try
        {
            await new DemoStory(platform, timeline, console, cancellationToken).PlayAsync();
            console.Write(StyledLine.Of(($"\nAll of it happened as told, in {timeline.Elapsed.TotalSeconds:0.0} s.", Tone.Good)));
            if (isServing)
                await ServeAsync(platform, console, cancellationToken);
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
        }
    }

    private static async Task ServeAsync(DemoPlatform platform, CliConsole console, CancellationToken cancellationToken)
    {
        await using var server = new DemoApiServer(platform.Kubernetes);
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
