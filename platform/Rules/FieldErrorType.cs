using System.Diagnostics;

namespace GitOpsKafka.Platform.Rules;

/// <summary>
/// Kinds of field errors of the API server, and two of our own for warnings that are plain sentences.
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

    /// <summary>A warning that says by itself what it speaks of; printed without the path.</summary>
    Remark,

    /// <summary>A warning printed as path and sentence.</summary>
    FieldRemark,
}

public static class FieldErrorTypes
{
    /// <summary>The words in the message: <c>Invalid value</c>; empty for remarks.</summary>
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
        FieldErrorType.Remark or FieldErrorType.FieldRemark => "",
        _ => throw new UnreachableException(),
    };

    /// <summary>The machine-readable reason in <c>status.details.causes</c>: <c>FieldValueInvalid</c>.</summary>
    public static string Reason(this FieldErrorType type) => type switch
    {
        FieldErrorType.Remark or FieldErrorType.FieldRemark => "FieldValueInvalid",
        _ => $"FieldValue{type}",
    };
}
