using GitOpsKafka.Webhook.Admission;

namespace GitOpsKafka.Webhook;

internal static partial class Log
{
    [LoggerMessage(EventId = 3001, EventName = "ReviewDenied", Level = LogLevel.Information, Message = "Denied {Operation} of {ResourceKey} by rules {RuleIds} (dry run: {IsDryRun})")]
    public static partial void ReviewDenied(this ILogger logger, Operation operation, string resourceKey, string ruleIds, bool isDryRun);

    [LoggerMessage(EventId = 3002, EventName = "ReviewAllowed", Level = LogLevel.Debug, Message = "Allowed {Operation} of {ResourceKey} with warnings of rules {RuleIds} (dry run: {IsDryRun})")]
    public static partial void ReviewAllowed(this ILogger logger, Operation operation, string resourceKey, string ruleIds, bool isDryRun);

    [LoggerMessage(EventId = 3003, EventName = "ReviewUnreadable", Level = LogLevel.Warning, Message = "Refused a review that could not be read with status {StatusCode}")]
    public static partial void ReviewUnreadable(this ILogger logger, int statusCode);

    [LoggerMessage(EventId = 3004, EventName = "ReviewFailed", Level = LogLevel.Error, Message = "Failed on a review, error id {ErrorId}")]
    public static partial void ReviewFailed(this ILogger logger, Exception failure, string errorId);

    [LoggerMessage(EventId = 3010, EventName = "CertificateLoaded", Level = LogLevel.Information, Message = "Loaded the certificate {Subject} with thumbprint {Thumbprint}, valid until {NotAfter}")]
    public static partial void CertificateLoaded(this ILogger logger, string subject, string thumbprint, DateTimeOffset notAfter);

    [LoggerMessage(EventId = 3011, EventName = "CertificateKept", Level = LogLevel.Warning, Message = "Kept the certificate that is valid until {NotAfter}: {Reason}")]
    public static partial void CertificateKept(this ILogger logger, DateTimeOffset notAfter, string reason);

    [LoggerMessage(EventId = 3020, EventName = "Draining", Level = LogLevel.Information, Message = "Draining for {GraceSeconds} s before the stop")]
    public static partial void Draining(this ILogger logger, double graceSeconds);
}
