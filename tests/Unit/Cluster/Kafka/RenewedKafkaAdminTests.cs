using GitOpsKafka.Cluster.Kafka;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Ports;
using Microsoft.Extensions.Time.Testing;

namespace GitOpsKafka.Tests.Unit.Cluster.Kafka;

public sealed class RenewedKafkaAdminTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly List<LeasedAdmin> _made = [];
    private readonly RenewedKafkaAdmin _admin;
    private KafkaCredentials? _stored = Issue();
    private int _looks;

    public RenewedKafkaAdminTests() => _admin = new RenewedKafkaAdmin(_ => Task.FromResult(Look()), Connect, Interval, _time);

    public void Dispose() => _admin.Dispose();

    [Fact]
    public async Task One_client_serves_while_the_certificate_stays()
    {
        await CallAsync();
        await CallAsync();
        _time.Advance(Interval);
        await CallAsync();

        Assert.Equal(3, Assert.Single(_made).Calls);
        Assert.Equal(2, _looks);
    }

    [Fact]
    public async Task New_certificate_makes_a_new_client_and_the_old_one_goes()
    {
        await CallAsync();
        _stored = Issue();
        await CallAsync();
        Assert.Single(_made);

        _time.Advance(Interval);
        await CallAsync();

        Assert.Equal([(2, true), (1, false)], _made.Select(client => (client.Calls, client.IsDisposed)));
        Assert.Equal(_stored, _made[1].Credentials);
    }

    [Fact]
    public async Task Call_under_way_ends_on_the_client_on_which_it_began()
    {
        await CallAsync();
        _made[0].Hold = new TaskCompletionSource();
        var slow = _admin.AlterSettingsAsync(null, new Dictionary<string, string?>(), default);
        _stored = Issue();
        _time.Advance(Interval);
        await CallAsync();

        Assert.Equal([false, false], _made.Select(client => client.IsDisposed));
        _made[0].Hold!.SetResult();
        await slow;

        Assert.Equal([true, false], _made.Select(client => client.IsDisposed));
    }

    [Fact]
    public async Task Failure_makes_the_next_call_look_again_at_once()
    {
        await CallAsync();
        _made[0].Failure = new KafkaAdminException(isRefusal: false, "no broker answered");
        await Assert.ThrowsAsync<KafkaAdminException>(CallAsync);
        _stored = Issue();

        await CallAsync();

        Assert.Equal([true, false], _made.Select(client => client.IsDisposed));
    }

    [Fact]
    public async Task Client_that_does_not_answer_is_replaced()
    {
        await CallAsync();
        _made[0].Failure = new KafkaAdminException(isRefusal: false, "the operation has timed out", new TimeoutException());
        await Assert.ThrowsAsync<KafkaAdminException>(CallAsync);

        await CallAsync();

        Assert.Equal([true, false], _made.Select(client => client.IsDisposed));
    }

    [Fact]
    public async Task Refusal_says_nothing_against_the_certificate()
    {
        await CallAsync();
        _made[0].Failure = new KafkaAdminException(isRefusal: true, "invalid setting");

        await Assert.ThrowsAsync<KafkaAdminException>(CallAsync);
        await Assert.ThrowsAsync<KafkaAdminException>(CallAsync);

        Assert.Equal(1, _looks);
    }

    [Fact]
    public async Task Without_TLS_nothing_is_looked_at_again_until_a_call_fails()
    {
        _stored = null;
        await CallAsync();
        _time.Advance(10 * Interval);
        await CallAsync();
        Assert.Equal(1, _looks);

        _made[0].Failure = new KafkaAdminException(isRefusal: false, "no broker answered");
        await Assert.ThrowsAsync<KafkaAdminException>(CallAsync);
        _stored = Issue();
        await CallAsync();

        Assert.Equal([null, _stored], _made.Select(client => client.Credentials));
    }

    [Fact]
    public async Task Certificate_that_cannot_be_found_is_looked_for_with_every_call()
    {
        var (stored, isThere) = (_stored, false);
        using var admin = new RenewedKafkaAdmin(
            _ => isThere ? Task.FromResult(new KafkaWay("kafka:9091", stored)) : throw new KafkaAdminException(isRefusal: false, "holds no certificate yet"), Connect, Interval, _time);
        await Assert.ThrowsAsync<KafkaAdminException>(() => admin.AlterSettingsAsync(null, new Dictionary<string, string?>(), default));
        isThere = true;

        await admin.AlterSettingsAsync(null, new Dictionary<string, string?>(), default);

        Assert.Equal(1, Assert.Single(_made).Calls);
    }

    private static KafkaCredentials Issue()
    {
        var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var authority = CertificateAuthority.Create("orders cluster CA v1", TimeSpan.FromDays(100), now);
        return new KafkaCredentials(authority.CertificatesPem, CertificateIssuer.ForClient(authority, null, "gitopskafka-operator", TimeSpan.FromDays(10), now));
    }

    private Task CallAsync() => _admin.AlterSettingsAsync(null, new Dictionary<string, string?>(), default);

    private KafkaWay Look()
    {
        _looks++;
        return new KafkaWay("kafka:9091", _stored);
    }

    private LeasedAdmin Connect(KafkaWay way)
    {
        _made.Add(new LeasedAdmin(way.Credentials));
        return _made[^1];
    }
}
