using System.Diagnostics;

namespace GitOpsKafka.Platform.Rules;

/// <summary>
/// Kinds of field errors of the API server.
/// Source: https://pkg.go.dev/k8s.io/apimachinery/pkg/util/validation/field#ErrorType.
/// </summary>
public enum FieldErrorType
{
    Invalid,
    Required,
    Duplicate,
    NotSupported,
    Forbidden,
    NotFound,
    TooLong,
    TooMany,
}

public static class FieldErrorTypes
{
    /// <summary>The words in the message: <c>Invalid value</c>.</summary>
    public static string Text(this FieldErrorType type) => type switch
    {
        FieldErrorType.Invalid => "Invalid value",
        FieldErrorType.Required => "Required value",
        FieldErrorType.Duplicate => "Duplicate value",
        FieldErrorType.NotSupported => "Unsupported value",
        FieldErrorType.Forbidden => "Forbidden",
        FieldErrorType.NotFound => "Not found",
        FieldErrorType.TooLong => "Too long",
        FieldErrorType.TooMany => "Too many",
        _ => throw new UnreachableException(),
    };

    /// <summary>The machine-readable reason in <c>status.details.causes</c>: <c>FieldValueInvalid</c>.</summary>
    public static string Reason(this FieldErrorType type) => $"FieldValue{type}";
}
