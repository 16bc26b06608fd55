using System.Diagnostics.Metrics;
using GitOpsKafka.Platform.Rules;
using GitOpsKafka.Webhook.Admission;
using GitOpsKafka.Webhook.Certificates;

namespace GitOpsKafka.Webhook.Serving;

/// <summary>What the webhook counts. Labels hold words of ours only, never names or values of objects. Thread-safe.</summary>
internal sealed class AdmissionMetrics
{
    public const string MeterName = "GitOpsKafka.Webhook";

    private readonly Counter<long> _requests;
    private readonly Counter<long> _unreadable;
    private readonly Counter<long> _violations;
    private readonly Histogram<double> _duration;

    public AdmissionMetrics(IMeterFactory meters, ServingCertificate certificate)
    {
        var meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>("gitopskafka.webhook.requests", "{request}", "Reviews that were answered with a verdict.");
        _unreadable = meter.CreateCounter<long>("gitopskafka.webhook.unreadable", "{request}", "Reviews that got no verdict, by status code.");
        _violations = meter.CreateCounter<long>("gitopskafka.webhook.violations", "{violation}", "Violations by rule and severity.");
        // The API server's own histogram begins with 5 ms: every answer should fall into the first bucket.
        _duration = meter.CreateHistogram("gitopskafka.webhook.duration", "s", "From the head of the request to the verdict.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] });
        meter.CreateObservableGauge("gitopskafka.webhook.certificate.expiry", () => certificate.Current?.NotAfter.ToUnixTimeSeconds() ?? 0, "s", "When the certificate in use expires, as Unix time.");
    }

    public void Record(AdmissionAnswer answer, TimeSpan elapsed)
    {
        if (answer.Facts is not { } facts)
        {
            _unreadable.Add(1, new KeyValuePair<string, object?>("code", answer.StatusCode));
            return;
        }

        _requests.Add(1, new("operation", Name(facts.Operation)), new("kind", facts.Kind), new("allowed", facts.IsAllowed), new("dry_run", facts.IsDryRun));
        _duration.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("operation", Name(facts.Operation)));
        foreach (var (rule, severity) in facts.Rules)
            _violations.Add(1, new("rule", rule), new("severity", severity == Severity.Deny ? "deny" : "warn"));
    }

    private static string Name(Operation operation) => operation.ToString().ToUpperInvariant();
}
