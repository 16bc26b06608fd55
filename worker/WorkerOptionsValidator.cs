using Microsoft.Extensions.Options;

namespace GitOpsKafka.Worker;

[OptionsValidator]
internal sealed partial class WorkerOptionsValidator : IValidateOptions<WorkerOptions>;
