using System.Buffers;
using System.Text;
using GitOpsKafka.Platform.Rules;
using GitOpsKafka.Webhook.Admission;

namespace GitOpsKafka.Webhook.Serving;

/// <summary>POST /validate: HTTP around the <see cref="AdmissionReviewer"/>.</summary>
internal sealed class ReviewEndpoint(AdmissionReviewer reviewer, AdmissionMetrics metrics, Drain drain, TimeProvider time, ILogger<ReviewEndpoint> logger)
{
    // Enough for the uid of a review that is refused unread.
    private const int LeastRead = 4096;

    public async Task HandleAsync(HttpContext context)
    {
        var start = time.GetTimestamp();
        if (drain.HasBegun)
            context.Response.Headers.Connection = "close";
        if (!context.Request.IsHttps)
            await WriteAsync(context, Line(404, "reviews are answered over HTTPS only"));
        else if (!IsJson(context.Request))
            await WriteAsync(context, Line(415, "the Content-Type must be application/json"));
        else
            await AnswerAsync(context, start);
    }

    private async Task AnswerAsync(HttpContext context, long start)
    {
        AdmissionAnswer answer;
        try
        {
            answer = await ReadAndAnswerAsync(context);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or IOException))
        {
            // Told apart from a verdict: the failure policy of the webhook decides about it, and the log holds the rest.
            logger.ReviewFailed(failure, context.TraceIdentifier);
            answer = Line(500, $"internal error {context.TraceIdentifier}; the webhook's log says more");
        }

        Record(answer, time.GetElapsedTime(start));
        await WriteAsync(context, answer);
    }

    private async Task<AdmissionAnswer> ReadAndAnswerAsync(HttpContext context)
    {
        var body = context.Request.BodyReader;
        while (true)
        {
            var read = await body.ReadAtLeastAsync(LeastRead, context.RequestAborted);
            var isTooLarge = read.Buffer.Length > AdmissionReviewer.MaximumBytes || context.Request.ContentLength > AdmissionReviewer.MaximumBytes;
            if (isTooLarge)
                return TooLarge(context, read.Buffer);
            if (read.IsCompleted)
            {
                var answer = reviewer.Answer(read.Buffer);
                body.AdvanceTo(read.Buffer.End);
                return answer;
            }

            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static AdmissionAnswer TooLarge(HttpContext context, ReadOnlySequence<byte> start)
    {
        var answer = AdmissionReviewer.TooLarge(start);
        context.Request.BodyReader.AdvanceTo(start.End);
        // The rest of the body is not worth reading.
        context.Response.Headers.Connection = "close";
        return answer;
    }

    private void Record(AdmissionAnswer answer, TimeSpan elapsed)
    {
        metrics.Record(answer, elapsed);
        if (answer.Facts is not { } facts)
        {
            logger.ReviewUnreadable(answer.StatusCode);
            return;
        }

        var key = $"{facts.Kind}/{facts.Namespace}/{facts.Name}";
        if (!facts.IsAllowed)
            logger.ReviewDenied(facts.Operation, key, Rules(facts, Severity.Deny), facts.IsDryRun);
        else if (logger.IsEnabled(LogLevel.Debug))
            logger.ReviewAllowed(facts.Operation, key, Rules(facts, Severity.Warn), facts.IsDryRun);
    }

    private static string Rules(AdmissionFacts facts, Severity severity) =>
        string.Join(',', facts.Rules.Where(rule => rule.Severity == severity).Select(rule => rule.RuleId).Distinct(StringComparer.Ordinal));

    private static bool IsJson(HttpRequest request) =>
        request.ContentType is { } type && type.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);

    private static AdmissionAnswer Line(int statusCode, string line) => new(statusCode, Encoding.UTF8.GetBytes(line), null);

    private static async Task WriteAsync(HttpContext context, AdmissionAnswer answer)
    {
        context.Response.StatusCode = answer.StatusCode;
        context.Response.ContentType = answer.ContentType;
        context.Response.ContentLength = answer.Body.Length;
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }
}
