using System.Text.Json;

namespace GitOpsKafka.Platform.Schemas;

/// <summary>A field of an object. Immutable.</summary>
/// <param name="Name">As in JSON.</param>
/// <param name="IsRequired">The author must give it. False where there is a default.</param>
/// <param name="Default">What the API server fills in where the field is left out.</param>
/// <param name="Description">For <c>kubectl explain</c> and the documentation; empty for none.</param>
public sealed record SchemaProperty(string Name, SchemaNode Node, bool IsRequired, JsonElement? Default, string Description);
