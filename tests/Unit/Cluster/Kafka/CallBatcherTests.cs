using GitOpsKafka.Cluster.Kafka;

namespace GitOpsKafka.Tests.Unit.Cluster.Kafka;

public sealed class CallBatcherTests
{
    private readonly List<(string[] Names, TaskCompletionSource<IReadOnlyList<string>> Answer)> _requests = [];
    private readonly CallBatcher<string, string> _calls;

    public CallBatcherTests() => _calls = new(name => name, name => name.Length, 20, names =>
    {
        var answer = new TaskCompletionSource<IReadOnlyList<string>>();
        lock (_requests)
            _requests.Add(([.. names], answer));
        return answer.Task;
    });

    [Fact]
    public async Task First_call_goes_out_at_once_and_later_ones_together()
    {
        var orders = _calls.AskAsync("orders", default);
        var bills = _calls.AskAsync("bills", default);
        var stock = _calls.AskAsync("stock", default);
        Assert.Equal([["orders"]], Sent());

        await AnswerAsync(0, orders);
        await AnswerAsync(1, bills, stock);

        Assert.Equal([["orders"], ["bills", "stock"]], Sent());
        Assert.Equal(["of orders", "of bills", "of stock"], await Task.WhenAll(orders, bills, stock));
    }

    [Fact]
    public async Task Call_after_a_pause_goes_out()
    {
        var orders = _calls.AskAsync("orders", default);
        await AnswerAsync(0, orders);

        var bills = _calls.AskAsync("bills", default);
        await AnswerAsync(1, bills);

        Assert.Equal([["orders"], ["bills"]], Sent());
    }

    [Fact]
    public async Task Failed_request_fails_its_own_calls_and_the_next_goes_out()
    {
        var orders = _calls.AskAsync("orders", default);
        var bills = _calls.AskAsync("bills", default);

        _requests[0].Answer.SetException(new TimeoutException("no broker"));
        await Assert.ThrowsAsync<TimeoutException>(() => orders);
        await AnswerAsync(1, bills);

        Assert.Equal("of bills", await bills);
    }

    [Fact]
    public async Task Same_name_is_never_twice_in_a_request()
    {
        var orders = _calls.AskAsync("orders", default);
        var bills = _calls.AskAsync("bills", default);
        var again = _calls.AskAsync("bills", default);

        await AnswerAsync(0, orders);
        await AnswerAsync(1, bills);
        await AnswerAsync(2, again);

        Assert.Equal([["orders"], ["bills"], ["bills"]], Sent());
    }

    [Fact]
    public async Task Request_is_bounded_by_weight_and_a_heavier_call_goes_alone()
    {
        var first = _calls.AskAsync("orders", default);
        var heavy = _calls.AskAsync("a-very-long-name-of-a-topic", default);
        var bills = _calls.AskAsync("bills", default);

        await AnswerAsync(0, first);
        await AnswerAsync(1, heavy);
        await AnswerAsync(2, bills);

        Assert.Equal([["orders"], ["a-very-long-name-of-a-topic"], ["bills"]], Sent());
    }

    [Fact]
    public async Task Call_cancelled_while_it_waits_is_not_sent()
    {
        using var cancelled = new CancellationTokenSource();
        var orders = _calls.AskAsync("orders", default);
        var bills = _calls.AskAsync("bills", cancelled.Token);
        var stock = _calls.AskAsync("stock", default);

        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bills);
        await AnswerAsync(0, orders);
        await AnswerAsync(1, stock);

        Assert.Equal([["orders"], ["stock"]], Sent());
    }

    private string[][] Sent()
    {
        lock (_requests)
            return [.. _requests.Select(request => request.Names)];
    }

    private async Task AnswerAsync(int request, params Task<string>[] calls)
    {
        // A call is answered a moment before the next request is sent.
        while (Sent().Length <= request)
            await Task.Yield();
        var (names, answer) = _requests[request];
        answer.SetResult([.. names.Select(name => $"of {name}")]);
        await Task.WhenAll(calls);
    }
}
