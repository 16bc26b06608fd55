using System.Collections.Immutable;
using System.Text.Json;

namespace GitOpsKafka.Platform.Planning.Diffing;

internal static class IgnoredKeys
{
    public static bool IsIgnored(this ImmutableArray<string> keys, JsonProperty field)
    {
        foreach (var key in keys)
        {
            if (field.NameEquals(key))
                return true;
        }

        return false;
    }
}
