using GitOpsKafka.Cli.Output;
using GitOpsKafka.Cli.Trail;
using GitOpsKafka.Cluster.Bus;
using GitOpsKafka.Platform.Events;

namespace GitOpsKafka.Cli.Demo;

/// <summary>Prints what happens as it happens: the story's own lines and, between them, every event of the trail. Thread-safe.</summary>
internal sealed class Timeline(CliConsole console, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<EventEnvelope> _seen = [];
    private readonly long _started = time.GetTimestamp();

    /// <summary>All events so far.</summary>
    public IReadOnlyList<EventEnvelope> Seen
    {
        get
        {
            lock (_gate)
                return [.. _seen];
        }
    }

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    public void Chapter(int number, string title) => Print(StyledLine.Empty, StyledLine.Of(($"{number}. {title}", Tone.Strong)));

    public void Say(string text, Tone tone = Tone.Plain) => Print(StyledLine.Of((Clock(), Tone.Faint), (text, tone)));

    /// <exception cref="DemoFailedException">It is not so.</exception>
    public void Expect(bool isSo, string claim)
    {
        Say($"{(isSo ? "✔" : "✗")} {claim}", isSo ? Tone.Good : Tone.Bad);
        if (!isSo)
            throw new DemoFailedException($"not so: {claim}");
    }

    /// <summary>Prints events until cancelled.</summary>
    public async Task FollowAsync(TrailReader trail, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var record in trail.ReadAsync(new TrailStart.Beginning(), follow: true, cancellationToken))
            {
                if (EventCodec.Decode(record.Bytes) is DecodedEvent.Known known)
                    Show(known.Envelope);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    private void Show(EventEnvelope envelope)
    {
        lock (_gate)
            _seen.Add(envelope);
        Print(StyledLine.Of(
            (Clock(), Tone.Faint),
            (EventText.ShortType(envelope.Data).PadRight(20), EventText.ToneOf(envelope.Data)),
            (envelope.Subject + "  ", Tone.Plain),
            (EventText.Describe(envelope.Data), Tone.Faint)));
    }

    private void Print(params ReadOnlySpan<StyledLine> lines)
    {
        lock (_gate)
        {
            foreach (var line in lines)
                console.Write(line);
        }
    }

    private string Clock() => $"{Elapsed.TotalSeconds,6:0.0}s  ";
}
