namespace GitOpsKafka.Platform.Resources;

/// <summary>
/// Marks the property that names an entry of a list. No two entries may share it, and the API server merges such lists entry
/// by entry. Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ListKeyAttribute : Attribute;
