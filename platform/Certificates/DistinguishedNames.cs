using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>Names of subjects. Pure.</summary>
internal static class DistinguishedNames
{
    /// <summary>The bound of a common name (ub-common-name, RFC 5280).</summary>
    public const int LongestCommonName = 64;

    /// <exception cref="ArgumentException">The name is empty or longer than 64 characters.</exception>
    public static X500DistinguishedName Of(string commonName)
    {
        if (commonName.Length is 0 or > LongestCommonName)
            throw new ArgumentException($"a common name has 1 to {LongestCommonName} characters, \"{commonName}\" has {commonName.Length}", nameof(commonName));
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(commonName);
        return name.Build();
    }

    /// <summary>The name itself, or where it is too long its beginning and a hash of it.</summary>
    public static string Fit(string name, string suffix = "")
    {
        if (name.Length + suffix.Length <= LongestCommonName)
            return name + suffix;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8];
        return $"{name[..(LongestCommonName - suffix.Length - hash.Length - 1)]}-{hash}{suffix}";
    }
}
