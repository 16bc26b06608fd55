using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using GitOpsKafka.Reconciler.Hooks;
using GitOpsKafka.Reconciler.Loop;
using GitOpsKafka.Tests.Unit.Reconciler.Git;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace GitOpsKafka.Tests.Unit.Reconciler.Hooks;

/// <summary>The endpoint as it is mapped, called without a network.</summary>
internal sealed class Receiver : IDisposable
{
    public const string Secret = "correct horse battery staple";

    private readonly TemporaryFolder _folder = new();
    private readonly WebApplication _application;

    public Receiver(params (string Key, string Value)[] settings)
    {
        WriteSecret(Secret + "\n");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings.Append(("SecretFile", SecretFile)).ToDictionary(setting => "Hooks:" + setting.Item1, setting => (string?)setting.Item2));
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddSingleton<ILogger<HookReceiver>>(Log);
        builder.Services.AddHooks(builder.Configuration.GetSection(HookOptions.Section));
        _application = builder.Build();
        _application.MapHooks();
        WakeUp = _application.Services.GetRequiredService<WakeUp>();
    }

    public FakeTimeProvider Time { get; } = new();

    public MemoryLog<HookReceiver> Log { get; } = new();

    public WakeUp WakeUp { get; }

    public string SecretFile => System.IO.Path.Combine(_folder.Path, "secret");

    public void WriteSecret(string secret) => _folder.File("secret", secret);

    /// <summary>True when the loop was woken since it was asked last.</summary>
    public async Task<bool> WokeAsync()
    {
        var wait = WakeUp.WaitAsync(TimeSpan.FromTicks(1), CancellationToken.None);
        Time.Advance(TimeSpan.FromTicks(1));
        return await wait;
    }

    public static string Sign(string body, string secret = Secret) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));

    public Task<(int Status, string Answer)> SendAsync(string body, params (string Name, string Value)[] headers) =>
        SendAsync(PipeReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(body))), headers);

    public async Task<(int Status, string Answer)> SendAsync(PipeReader body, params (string Name, string Value)[] headers)
    {
        var answer = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = _application.Services, Request = { Method = "POST", Path = HookEndpoints.GenericPath } };
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(answer));
        context.Features.Set<IRequestBodyPipeFeature>(new Body(body));
        foreach (var (name, value) in headers)
            context.Request.Headers[name] = value;
        var endpoint = ((Microsoft.AspNetCore.Routing.IEndpointRouteBuilder)_application).DataSources.SelectMany(source => source.Endpoints).Single();
        await endpoint.RequestDelegate!(context);
        return (context.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()));
    }

    public void Dispose()
    {
        ((IDisposable)_application).Dispose();
        _folder.Dispose();
    }

    private sealed record Body(PipeReader Reader) : IRequestBodyPipeFeature;
}
