using System.Reflection;

namespace GitOpsKafka.Cli;

/// <summary>The version of this program, as it was built.</summary>
internal static class ProductVersion
{
    private static readonly string[] Parts =
        (typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+', 2);

    /// <summary><c>0.1.0</c>.</summary>
    public static string Number => Parts[0];

    /// <summary>The commit that it was built from; null where the build did not know.</summary>
    public static string? Commit => Parts.Length > 1 ? Parts[1] : null;
}
