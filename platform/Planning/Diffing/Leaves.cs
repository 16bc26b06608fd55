using System.Text.Json;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning.Diffing;

/// <summary>Whether two values that are written differently mean the same where they stand. Thread-safe.</summary>
internal static class Leaves
{
    public static bool MeanTheSame(JsonElement desired, JsonElement live, Place place) => place switch
    {
        Place.Amount => Quantity.TryParse(Text(desired), out var one) && Quantity.TryParse(Text(live), out var other) && one == other,
        Place.Setting => Text(desired) is { } text && text == Text(live),
        Place.OmittedZero => live.IsMissing() && IsZero(desired),
        _ => false,
    };

    private static bool IsZero(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.False => true,
        JsonValueKind.String => value.ValueEquals(""),
        JsonValueKind.Number => value.TryGetInt64(out var number) && number == 0,
        _ => false,
    };

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };
}
