using Microsoft.Extensions.Options;

namespace GitOpsKafka.Reconciler.Hooks;

/// <summary>Checks each option by its annotations; generated.</summary>
[OptionsValidator]
internal sealed partial class HookOptionsValidator : IValidateOptions<HookOptions>;
