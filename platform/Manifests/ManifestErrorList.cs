using System.Collections.Immutable;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Platform.Manifests;

/// <summary>Errors of one file while it is read; keeps so many and counts the rest. Not thread-safe.</summary>
internal sealed class ManifestErrorList(string file, int limit)
{
    private readonly List<ManifestError> _errors = [];

    /// <summary>Errors that were not kept.</summary>
    public int Unlisted { get; private set; }

    public void Add(TextPosition position, string rule, string message, FieldPath? path = null)
    {
        if (_errors.Count < limit)
            _errors.Add(new ManifestError(file, position.Line, position.Column, path, rule, message));
        else
            Unlisted++;
    }

    public ImmutableArray<ManifestError> ToSorted() => ManifestErrors.Sort(_errors);
}
