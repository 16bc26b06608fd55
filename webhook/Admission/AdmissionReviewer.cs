using System.Buffers;
using System.Text;
using System.Text.Json;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Webhook.Admission;

/// <summary>
/// Review bytes → answer bytes, without a server around it. Pure but for the neighbours it looks at; thread-safe.
/// </summary>
public sealed class AdmissionReviewer(INeighbours neighbours)
{
    /// <summary>Largest review in bytes: object and old object of 3 MiB each, the API server's own limit, and 1 MiB for the rest.</summary>
    public const int MaximumBytes = 7 << 20;

    internal const int MaximumDepth = 64;

    private readonly Judge _judge = new(neighbours);

    /// <summary>Never throws for what is in the review: what cannot be read is answered with 400 or 413.</summary>
    public AdmissionAnswer Answer(ReadOnlySequence<byte> review)
    {
        if (review.Length > MaximumBytes)
            return TooLarge(review);
        try
        {
            using var document = JsonDocument.Parse(review, new JsonDocumentOptions { MaxDepth = MaximumDepth });
            var (request, problem) = ReviewParser.Read(document.RootElement);
            return request is null ? Refuse(400, problem!) : Answer(request);
        }
        catch (JsonException failure)
        {
            return Refuse(400, $"malformed AdmissionReview: no JSON at line {failure.LineNumber + 1}, byte {failure.BytePositionInLine + 1}");
        }
        catch (InvalidOperationException failure) when (failure.InnerException is DecoderFallbackException || failure.Source == "System.Text.Json.Rethrowable")
        {
            return Refuse(400, "malformed AdmissionReview: it holds text that is not Unicode");
        }
    }

    /// <summary>A refusal that carries the uid where the first bytes hold it: a bare error would count as a failed call, which policy may let pass.</summary>
    /// <param name="start">The first bytes of the review.</param>
    public static AdmissionAnswer TooLarge(ReadOnlySequence<byte> start)
    {
        const string Message = "the AdmissionReview is larger than 7 MiB";
        return ReviewParser.Uid(start.Slice(0, Math.Min(start.Length, 4096))) is { Length: > 0 } uid
            ? new AdmissionAnswer(200, ResponseWriter.WriteTooLarge(uid, Message), null)
            : Refuse(413, Message);
    }

    private AdmissionAnswer Answer(ReviewRequest request)
    {
        var decision = _judge.Decide(request);
        var facts = new AdmissionFacts(
            request.Operation, KnownKind(request), request.Namespace, request.Name, decision.IsAllowed, request.IsDryRun,
            [.. decision.Violations.Select(violation => (violation.RuleId, violation.Severity))]);
        return new AdmissionAnswer(200, ResponseWriter.Write(request, decision), facts);
    }

    /// <summary>Kinds become labels of metrics: only those we know.</summary>
    private static string KnownKind(ReviewRequest request) =>
        request.SubResource == "scale" ? "Scale" : request.Group == ResourceKinds.Group && ResourceKinds.Find(request.Kind) is { } kind ? kind.Type.Kind : "other";

    private static AdmissionAnswer Refuse(int statusCode, string line) => new(statusCode, Encoding.UTF8.GetBytes(line), null);
}
