using GitOpsKafka.Reconciler.Loop;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Reconciler.Hooks;

/// <summary>
/// Takes the announcement of a push and wakes the loop. The announcement says only "look": what is read afterwards comes from the
/// repository itself. Answers 202 when it woke the loop or ignored another branch, 200 for a repeated delivery, 401 without a good
/// signature, 413 and 408 for a body too large or too slow, 503 while the secret cannot be read. Thread-safe.
/// </summary>
internal sealed class HookReceiver(IOptions<HookOptions> options, WakeUp wakeUp, TimeProvider time, ILogger<HookReceiver> logger)
{
    private const int MaxIdLength = 128;

    private static readonly string[] IdHeaders = ["X-Delivery-Id", "X-GitHub-Delivery", "X-Gitea-Delivery", "X-Forgejo-Delivery"];

    private readonly SeenDeliveries _seen = new(options.Value.RememberFor, options.Value.RememberAtMost, time);

    public async Task<IResult> ReceiveAsync(HttpContext context)
    {
        // A sender who cannot sign is refused before a byte of the body is read.
        if (HookSignature.Find(context.Request.Headers) is not { } signature)
            return Refuse(context, StatusCodes.Status401Unauthorized, "a signature is missing or malformed: send X-Signature or X-Hub-Signature-256 with sha256=<hex of HMAC-SHA256>");
        if (ReadSecret() is not { } secret)
            return Results.Text("hooks cannot be checked now\n", statusCode: StatusCodes.Status503ServiceUnavailable);
        var body = await HookBody.ReadAsync(context.Request, options.Value, time, context.RequestAborted);
        return body switch
        {
            HookBody.TooLarge => Refuse(context, StatusCodes.Status413PayloadTooLarge, $"the body is larger than {options.Value.MaxBodyBytes} bytes"),
            HookBody.TooSlow => Refuse(context, StatusCodes.Status408RequestTimeout, $"the body did not arrive within {options.Value.ReadTimeout.TotalSeconds:0.#} s"),
            HookBody.Read read when !signature.Fits(read.Bytes.Span, secret) => Refuse(context, StatusCodes.Status401Unauthorized, "the signature does not fit: check that both sides have the same secret"),
            HookBody.Read read => Accept(read.Bytes, DeliveryOf(context.Request.Headers)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private IResult Accept(ReadOnlyMemory<byte> body, string? delivery)
    {
        if (delivery is not null && !_seen.Add(delivery))
            return Ignore(StatusCodes.Status200OK, "already seen", delivery);
        if (options.Value.Branch is { } branch && PushedBranch.IsOther(body, branch))
            return Ignore(StatusCodes.Status202Accepted, "ignored: another branch", delivery);
        wakeUp.Signal();
        logger.HookAccepted(delivery ?? "without id");
        return Results.Text("accepted\n", statusCode: StatusCodes.Status202Accepted);
    }

    private IResult Ignore(int status, string why, string? delivery)
    {
        logger.HookIgnored(why, delivery ?? "without id");
        return Results.Text(why + "\n", statusCode: status);
    }

    private IResult Refuse(HttpContext context, int status, string problem)
    {
        logger.HookRefused(context.Connection.RemoteIpAddress?.ToString() ?? "an unknown address", problem);
        return Results.Text(problem + "\n", statusCode: status);
    }

    private byte[]? ReadSecret()
    {
        try
        {
            return HookSecret.Read(options.Value.SecretFile);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            logger.HookSecretUnusable(options.Value.SecretFile, failure.Message);
            return null;
        }
    }

    // Ids are UUIDs in practice. Anything else that is long or unprintable is not remembered, and not logged.
    private static string? DeliveryOf(IHeaderDictionary headers) =>
        IdHeaders.Select(name => headers[name].ToString()).FirstOrDefault(id => id.Length is > 0 and <= MaxIdLength && !id.AsSpan().ContainsAnyExceptInRange('!', '~'));
}
