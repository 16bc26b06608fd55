namespace GitOpsKafka.Simulation.Faults;

/// <summary>Makes calls of one process through a fault plan.</summary>
/// <param name="unavailable">The failure of a call that was not carried out, or whose answer was lost.</param>
internal sealed class FaultyCalls(FaultPlan plan, Incarnation process, Func<string, Exception> unavailable)
{
    /// <summary>Latency, refusal, crash before, the call, crash after, lost answer: in this order.</summary>
    /// <param name="call">What it is, for the trace and messages.</param>
    public async Task<T> CallAsync<T>(string call, Func<Task<T>> inner, CancellationToken cancellationToken)
    {
        await EnterAsync(call, cancellationToken);
        var result = await inner();
        CrashMaybe("crash after", call);
        FailMaybe(plan.Rates.LostAnswer, "lost answer", call);
        process.ThrowIfDead();
        return result;
    }

    public Task CallAsync(string call, Func<Task> inner, CancellationToken cancellationToken) => CallAsync(call, async () =>
    {
        await inner();
        return true;
    }, cancellationToken);

    public async Task EnterAsync(string call, CancellationToken cancellationToken)
    {
        process.ThrowIfDead();
        if (plan.Happens(plan.Rates.Latency))
            await Task.Delay(plan.UpTo(plan.Rates.MaxLatency), plan.Clock, cancellationToken);
        process.ThrowIfDead();
        CrashMaybe("crash before", call);
        if (plan.IsPartitioned)
            throw unavailable(call);
        FailMaybe(plan.Rates.Unavailable, "unavailable", call);
    }

    public bool Happens(double chance, string fault, string call)
    {
        if (!plan.Happens(chance))
            return false;
        plan.Note(process, fault, call);
        return true;
    }

    public async Task LagAsync(CancellationToken cancellationToken)
    {
        if (plan.Happens(plan.Rates.WatchLag))
            await Task.Delay(plan.UpTo(plan.Rates.MaxWatchLag), plan.Clock, cancellationToken);
        process.ThrowIfDead();
    }

    private void CrashMaybe(string fault, string call)
    {
        if (!Happens(plan.Rates.Crash / 2, fault, call))
            return;
        process.Crash();
        process.ThrowIfDead();
    }

    private void FailMaybe(double chance, string fault, string call)
    {
        if (Happens(chance, fault, call))
            throw unavailable(call);
    }
}
