using Microsoft.Extensions.Options;

namespace GitOpsKafka.Reconciler;

[OptionsValidator]
internal sealed partial class ReconcilerOptionsValidator : IValidateOptions<ReconcilerOptions>;
