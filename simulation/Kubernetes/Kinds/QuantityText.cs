using System.Globalization;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Simulation.Kubernetes.Kinds;

/// <summary>
/// Amounts as the API server writes them back in its built-in types: <c>1000m</c> as <c>1</c>, <c>1024Mi</c> as <c>1Gi</c>.
/// Source: https://github.com/kubernetes/apimachinery/blob/master/pkg/api/resource/quantity.go (CanonicalizeBytes).
/// </summary>
internal static class QuantityText
{
    private static readonly string[] Binary = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    private static readonly string[] Decimal = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];

    /// <summary>Rewrites every amount below the node in place; text that is no amount stays.</summary>
    public static void Canonicalize(JsonNode? node)
    {
        if (node is not JsonObject map)
            return;
        foreach (var (name, value) in map.ToArray())
        {
            if (value is JsonObject below)
                Canonicalize(below);
            else if (value is JsonValue leaf && Quantity.TryParse(leaf.ToString(), out var amount))
                map[name] = Canonical(amount, leaf.ToString());
        }
    }

    public static string Canonical(Quantity amount, string text)
    {
        if (amount.Value == 0)
            return "0";
        if (text.EndsWith('i') && Math.Abs(amount.Value) >= 1024 && amount.Value == decimal.Truncate(amount.Value))
            return Shortest(amount.Value, 1024, Binary, 0);
        return Shortest(amount.Value, 1000, Decimal, 3);
    }

    /// <summary>The largest suffix that leaves a whole number.</summary>
    private static string Shortest(decimal value, int step, string[] suffixes, int unit)
    {
        while (value != decimal.Truncate(value) && unit > 0)
            (value, unit) = (value * step, unit - 1);
        while (value % step == 0 && unit < suffixes.Length - 1)
            (value, unit) = (value / step, unit + 1);
        return decimal.Ceiling(value).ToString("0", CultureInfo.InvariantCulture) + suffixes[unit];
    }
}
