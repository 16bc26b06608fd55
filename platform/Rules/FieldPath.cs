using System.Collections.Immutable;
using System.Text;

namespace GitOpsKafka.Platform.Rules;

/// <summary>
/// Where in an object: <c>spec.storage.volumes[0].size</c>, and <c>spec.config[log.dirs]</c> for the key of a map.
/// Written as the Kubernetes API server writes field paths. Immutable.
/// </summary>
public sealed class FieldPath : IEquatable<FieldPath>
{
    private FieldPath(ImmutableArray<FieldStep> steps) => Steps = steps;

    public static FieldPath Root { get; } = new([]);

    public static FieldPath Spec { get; } = Root.Field("spec");

    public ImmutableArray<FieldStep> Steps { get; }

    public FieldPath Field(string name) => new(Steps.Add(new FieldStep.Field(name)));

    public FieldPath Index(int index) => new(Steps.Add(new FieldStep.Index(index)));

    /// <summary>An entry of a map whose keys are free text.</summary>
    public FieldPath Key(string key) => new(Steps.Add(new FieldStep.Key(key)));

    public bool Equals(FieldPath? other) => other is not null && Steps.SequenceEqual(other.Steps);

    public override bool Equals(object? obj) => Equals(obj as FieldPath);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var step in Steps)
        {
            _ = step switch
            {
                FieldStep.Field field => (text.Length > 0 ? text.Append('.') : text).Append(field.Name),
                FieldStep.Index index => text.Append('[').Append(index.Position).Append(']'),
                FieldStep.Key key => text.Append('[').Append(key.Name).Append(']'),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }

        return text.Length == 0 ? "<root>" : text.ToString();
    }
}

/// <summary>One step of a <see cref="FieldPath"/>.</summary>
public abstract record FieldStep
{
    private FieldStep()
    {
    }

    public sealed record Field(string Name) : FieldStep;

    public sealed record Index(int Position) : FieldStep;

    public sealed record Key(string Name) : FieldStep;
}
