namespace GitOpsKafka.Platform.Rules;

/// <summary>What a check found, before the rule puts its id and severity on it. Immutable.</summary>
/// <param name="Severity">Where it differs from the rule's.</param>
internal sealed record Finding(FieldPath Path, FieldErrorType Type, string? Found, string Detail, Severity? Severity = null)
{
    public static Finding Invalid(FieldPath path, string found, string detail) => new(path, FieldErrorType.Invalid, found, detail);

    public static Finding Invalid(FieldPath path, int found, string detail) => Invalid(path, Print.Value(found), detail);

    /// <summary>Where the value itself must not be printed.</summary>
    public static Finding InvalidUnseen(FieldPath path, string detail) => new(path, FieldErrorType.Invalid, null, detail);

    public static Finding Required(FieldPath path, string detail = "") => new(path, FieldErrorType.Required, null, detail);

    public static Finding Forbidden(FieldPath path, string detail) => new(path, FieldErrorType.Forbidden, null, detail);

    public static Finding Duplicate(FieldPath path, string found, string detail = "") => new(path, FieldErrorType.Duplicate, found, detail);

    public static Finding NotFound(FieldPath path, string found, string detail) => new(path, FieldErrorType.NotFound, found, detail);

    public static Finding Unsupported(FieldPath path, string found, IEnumerable<string> supported) =>
        new(path, FieldErrorType.NotSupported, found, Print.Supported(supported));

    /// <summary>A warning in a sentence of its own, about the field at the path.</summary>
    public static Finding Remark(FieldPath path, string sentence) => new(path, FieldErrorType.Remark, null, sentence);

    /// <summary>A warning that needs its path to be understood.</summary>
    public static Finding FieldRemark(FieldPath path, string sentence) => new(path, FieldErrorType.FieldRemark, null, sentence);

    public Finding AsWarning() => this with { Severity = Rules.Severity.Warn };
}
