using System.Buffers;
using System.Text;
using System.Text.Json;

namespace GitOpsKafka.Webhook.Admission;

/// <summary>Reads AdmissionReviews. Pure and thread-safe.</summary>
internal static class ReviewParser
{
    public const string ApiVersion = "admission.k8s.io/v1";

    /// <summary>The request, or in one line what is wrong with the review.</summary>
    public static (ReviewRequest? Request, string? Problem) Read(JsonElement review)
    {
        if (review.ValueKind != JsonValueKind.Object)
            return Malformed("it is no object");
        var apiVersion = Text(review, "apiVersion");
        if (apiVersion != ApiVersion || Text(review, "kind") != "AdmissionReview")
            return (null, $"unsupported {Show(apiVersion)} {Show(Text(review, "kind"))}: supported is \"{ApiVersion}\" \"AdmissionReview\"");
        var request = Child(review, "request");
        if (request.ValueKind != JsonValueKind.Object)
            return Malformed("request is missing");
        if (Text(request, "uid") is not { Length: > 0 and <= 256 } uid)
            return Malformed("request.uid is missing or too long");
        if (!Enum.TryParse<Operation>(Text(request, "operation"), ignoreCase: true, out var operation) || !Enum.IsDefined(operation))
            return Malformed("request.operation is not CREATE, UPDATE, DELETE or CONNECT");
        var kind = Child(request, "kind");
        return Text(kind, "kind") is { Length: > 0 } kindName
            ? (Read(request, uid, operation, kind, kindName), null)
            : Malformed("request.kind.kind is missing");
    }

    /// <summary>
    /// The uid, from the first bytes of a review that is not read any further: <c>uid</c> is the first field of <c>request</c>.
    /// Null when it is not among them.
    /// </summary>
    public static string? Uid(ReadOnlySequence<byte> start)
    {
        var reader = new Utf8JsonReader(start, isFinalBlock: false, state: default);
        try
        {
            var isInRequest = false;
            while (reader.Read())
            {
                if (reader is not { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 or 2 })
                    continue;
                if (reader.CurrentDepth == 1)
                    isInRequest = reader.ValueTextEquals("request"u8);
                else if (isInRequest && reader.ValueTextEquals("uid"u8))
                    return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            // Not JSON, or a string that is no UTF-8: there is no uid to be had.
        }

        return null;
    }

    private static ReviewRequest Read(JsonElement request, string uid, Operation operation, JsonElement kind, string kindName)
    {
        var resource = Child(request, "resource");
        return new ReviewRequest
        {
            Uid = uid,
            Operation = operation,
            Group = Text(kind, "group") ?? "",
            Kind = kindName,
            Resource = Text(resource, "resource") ?? "",
            SubResource = Text(request, "subResource") ?? "",
            Namespace = Text(request, "namespace") ?? "",
            Name = Text(request, "name") ?? "",
            IsDryRun = Child(request, "dryRun").ValueKind == JsonValueKind.True,
            Object = Child(request, "object"),
            OldObject = Child(request, "oldObject"),
        };
    }

    private static (ReviewRequest?, string?) Malformed(string why) => (null, $"malformed AdmissionReview: {why}");

    private static string Show(string? text) => text is null ? "nothing" : $"\"{(text.Length > 100 ? text[..100] : text)}\"";

    private static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var child) && child.ValueKind != JsonValueKind.Null ? child : default;

    private static string? Text(JsonElement parent, string name) => Child(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
