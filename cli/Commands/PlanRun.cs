using GitOpsKafka.Cli.Desired;
using GitOpsKafka.Cli.Observed;
using GitOpsKafka.Cli.Output;
using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Cli.Commands;

/// <summary>One run of <c>plan</c>: read the folder, look at the cluster, compare, print.</summary>
internal sealed class PlanRun(CliServices services)
{
    public async Task<int> RunAsync(PlanRequest request, CancellationToken cancellationToken)
    {
        if (await ReadAsync(request, cancellationToken) is not { } revision)
            return ExitCode.Error;
        var observed = await ObserveAsync(request, cancellationToken);
        var plan = Planner.Plan(revision, observed, PlanPolicy.Default with { Prune = request.Prune });
        if (request.Format == "text")
            services.Console.Write(PlanLines.Of(plan));
        else
            services.Console.WriteData(Documents.Write(request.Format, PlanDocument.Of(plan, revision.Commit)));
        foreach (var refusal in AdmissionPreview.Refusals(plan, revision, observed))
            services.Console.Warn($"the webhook will refuse {refusal}");
        services.Console.Note(PlanPrinter.Summary(plan));
        return plan.IsEmpty ? ExitCode.Fine : ExitCode.Found;
    }

    /// <returns>Null when the manifests have errors, which are printed.</returns>
    private async Task<Revision?> ReadAsync(PlanRequest request, CancellationToken cancellationToken)
    {
        if (request.Revision is null && !Directory.Exists(services.FullPath(request.Path)))
            throw new CliException($"{request.Path}: there is no such folder");
        var (input, revision) = await DesiredInput.ReadAsync(services, [request.Path], request.Revision, request.Source, CliLimits.Manifests(request.Namespace), cancellationToken);
        if (!input.Unreadable.IsEmpty)
            throw new CliException($"{input.Unreadable[0]}; what it holds is unknown, so nothing is planned");
        if (revision.IsUsable)
            return revision;
        var found = CheckedManifests.Of(input, revision, isStrict: false);
        foreach (var line in ProblemLines.Of(found))
            services.Console.Note(line);
        services.Console.Note($"{found.Summary}: a revision with errors is never planned");
        return null;
    }

    private async Task<ObservedState> ObserveAsync(PlanRequest request, CancellationToken cancellationToken)
    {
        using var kubernetes = services.Kubernetes(request.Kubernetes);
        var observed = await Observer.ObserveAsync(kubernetes.Api, cancellationToken);
        if (!request.WithKafka)
            return observed;
        var kafka = services.Kafka(kubernetes.Api, request.KafkaBootstrap);
        using (kafka as IDisposable)
            return await observed.WithKafkaAsync(kafka, (cluster, failure) => services.Console.Warn($"{cluster} did not answer, what it has is unknown: {failure.Message}"), cancellationToken);
    }
}
