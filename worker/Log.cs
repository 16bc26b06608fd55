using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Worker;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Information, "{Operation} of {ResourceKey} started, {Origin}")]
    public static partial void ChangeStarted(this ILogger logger, ChangeOperation operation, ResourceKey resourceKey, string origin);

    [LoggerMessage(2002, LogLevel.Information, "Change of {ResourceKey} ended: {Outcome} {Explanation} after {ElapsedMs} ms")]
    public static partial void ChangeEnded(this ILogger logger, ResourceKey resourceKey, string outcome, string explanation, long elapsedMs);

    [LoggerMessage(2003, LogLevel.Warning, "Kubernetes event {Reason} was not stored")]
    public static partial void KubernetesEventLost(this ILogger logger, Exception exception, string reason);

    [LoggerMessage(2005, LogLevel.Warning, "{Pod} was not told where it is and waits; it is tried again, and logged again when the reason changes")]
    public static partial void NodeFactsNotTold(this ILogger logger, Exception exception, string pod);

    [LoggerMessage(2006, LogLevel.Warning, "{Pod} waits for its rack: node {Node} has no label {Label}; set the label or take spec.rack away")]
    public static partial void NodeHasNoRack(this ILogger logger, string pod, string node, string label);

    [LoggerMessage(2004, LogLevel.Warning, "Status of {ResourceKey} was not written")]
    public static partial void StatusNotWritten(this ILogger logger, Exception exception, string resourceKey);

    [LoggerMessage(2007, LogLevel.Information, "Certificates of {ResourceKey}: {Step}")]
    public static partial void CertificateStepDone(this ILogger logger, ResourceKey resourceKey, string step);

    [LoggerMessage(2008, LogLevel.Information, "Broker {Broker} of {ResourceKey} was asked to load its certificate")]
    public static partial void CertificateReloadAsked(this ILogger logger, ResourceKey resourceKey, int broker);

    [LoggerMessage(2009, LogLevel.Warning, "Broker {Broker} of {ResourceKey} could not be asked to load its certificate; it is asked again")]
    public static partial void CertificateReloadFailed(this ILogger logger, Exception exception, ResourceKey resourceKey, int broker);

    [LoggerMessage(2010, LogLevel.Warning, "Certificates of {ResourceKey} were not kept; they are looked at again")]
    public static partial void CertificatesNotKept(this ILogger logger, Exception exception, ResourceKey resourceKey);

    [LoggerMessage(2011, LogLevel.Warning, "Certificates of {ResourceKey}: {Warning}")]
    public static partial void CertificateWarning(this ILogger logger, ResourceKey resourceKey, string warning);

    [LoggerMessage(2012, LogLevel.Information, "{Pod} of {ResourceKey} must restart for its certificate")]
    public static partial void CertificateRestartMarked(this ILogger logger, string pod, ResourceKey resourceKey);

    [LoggerMessage(2013, LogLevel.Information, "{ResourceKey} is being deleted: {Step}")]
    public static partial void TeardownStageBegun(this ILogger logger, ResourceKey resourceKey, string step);

    [LoggerMessage(2014, LogLevel.Warning, "{ResourceKey} is being deleted; a step failed and is tried again")]
    public static partial void TeardownFailed(this ILogger logger, Exception exception, ResourceKey resourceKey);

    [LoggerMessage(2030, LogLevel.Information, "Health of {ResourceKey}: {Condition} is {Status}, {Reason}: {Explanation}")]
    public static partial void HealthChanged(this ILogger logger, ResourceKey resourceKey, string condition, string status, string reason, string explanation);

    [LoggerMessage(2031, LogLevel.Debug, "Kafka of {ResourceKey} did not tell how it is; it is asked again")]
    public static partial void HealthNotTold(this ILogger logger, Exception exception, ResourceKey resourceKey);

    [LoggerMessage(2020, LogLevel.Warning, "Kafka of {ResourceKey} did not tell its cluster id; it is asked again")]
    public static partial void ClusterIdNotTold(this ILogger logger, Exception exception, ResourceKey resourceKey);
}
