using Microsoft.Extensions.Options;

namespace GitOpsKafka.Reconciler.Git;

/// <summary>Checks each option by its annotations; generated.</summary>
[OptionsValidator]
internal sealed partial class GitSourceOptionsValidator : IValidateOptions<GitSourceOptions>;
