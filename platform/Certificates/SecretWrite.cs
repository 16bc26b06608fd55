using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>A Secret to write. Immutable; shows only its key.</summary>
/// <param name="Secret">With the version that it was planned from, where it exists: the write fails when another was faster.</param>
/// <param name="IsNew">It must not exist: of two workers that make an authority, one must lose.</param>
public sealed record SecretWrite(KubeObject Secret, bool IsNew);
