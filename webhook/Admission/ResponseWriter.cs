using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Webhook.Admission;

/// <summary>Decision → AdmissionReview with its response only. Refusals read as the API server's own.</summary>
internal static class ResponseWriter
{
    /// <summary>Refusals beyond this many are counted, not listed: an answer stays small whatever was sent.</summary>
    public const int MostCauses = 50;

    // The answer is read by the API server, never put into HTML; ≥ and → stay readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(ReviewRequest request, Decision decision)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(output, Options))
        {
            Start(json, request.Uid, decision.IsAllowed);
            if (!decision.IsAllowed)
                WriteStatus(json, request, [.. decision.Violations.Where(violation => violation.Severity == Severity.Deny)]);
            WriteWarnings(json, decision);
            WriteAudit(json, decision);
            End(json);
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>A refusal for a review that was not read beyond its uid.</summary>
    public static byte[] WriteTooLarge(string uid, string message)
    {
        var output = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(output, Options))
        {
            Start(json, uid, isAllowed: false);
            json.WriteStartObject("status"u8);
            json.WriteString("status"u8, "Failure"u8);
            json.WriteString("message"u8, message);
            json.WriteString("reason"u8, "RequestEntityTooLarge"u8);
            json.WriteNumber("code"u8, 413);
            json.WriteEndObject();
            End(json);
        }

        return output.WrittenSpan.ToArray();
    }

    private static void Start(Utf8JsonWriter json, string uid, bool isAllowed)
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, "AdmissionReview"u8);
        json.WriteString("apiVersion"u8, ReviewParser.ApiVersion);
        json.WriteStartObject("response"u8);
        json.WriteString("uid"u8, uid);
        json.WriteBoolean("allowed"u8, isAllowed);
    }

    private static void End(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteStatus(Utf8JsonWriter json, ReviewRequest request, ImmutableArray<Violation> denials)
    {
        var name = request.Name.Length > 0 ? request.Name : DenialText.NameOf(request.Object);
        json.WriteStartObject("status"u8);
        json.WriteString("status"u8, "Failure"u8);
        json.WriteString("message"u8, DenialText.Of(request, name, denials));
        json.WriteString("reason"u8, "Invalid"u8);
        json.WriteStartObject("details"u8);
        json.WriteString("name"u8, name);
        json.WriteString("group"u8, request.Group);
        json.WriteString("kind"u8, request.Kind);
        json.WriteStartArray("causes"u8);
        foreach (var denial in denials.Take(MostCauses))
            WriteCause(json, denial);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteNumber("code"u8, 422);
        json.WriteEndObject();
    }

    private static void WriteCause(Utf8JsonWriter json, Violation denial)
    {
        json.WriteStartObject();
        json.WriteString("reason"u8, denial.Type.Reason());
        json.WriteString("message"u8, $"{denial.Body} [{denial.RuleId}]");
        json.WriteString("field"u8, denial.Path.ToString());
        json.WriteEndObject();
    }

    private static void WriteWarnings(Utf8JsonWriter json, Decision decision)
    {
        var warnings = WarningList.Fit(decision.Violations.Where(violation => violation.Severity == Severity.Warn).Select(violation => violation.ToString()).Concat(decision.Notes));
        if (warnings.IsEmpty)
            return;
        json.WriteStartArray("warnings"u8);
        foreach (var warning in warnings)
            json.WriteStringValue(warning);
        json.WriteEndArray();
    }

    private static void WriteAudit(Utf8JsonWriter json, Decision decision)
    {
        json.WriteStartObject("auditAnnotations"u8);
        WriteRules(json, "rules-failed", decision, Severity.Deny);
        WriteRules(json, "rules-warned", decision, Severity.Warn);
        json.WriteString("ruleset-version"u8, RuleSetVersion.Text);
        json.WriteEndObject();
    }

    private static void WriteRules(Utf8JsonWriter json, string name, Decision decision, Severity severity)
    {
        var ids = decision.Violations.Where(violation => violation.Severity == severity).Select(violation => violation.RuleId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        if (string.Join(',', ids) is { Length: > 0 } text)
            json.WriteString(name, text);
    }
}
