namespace GitOpsKafka.Platform.Rules.KafkaSettings;

/// <summary>The known setting whose name is nearest to a mistyped one.</summary>
internal static class SettingSuggestion
{
    // Longer than any name of Kafka's: bounds the work that a hostile manifest can ask for.
    private const int LongestName = 80;

    /// <summary>Null when nothing is near: more than two edits, or one in five characters.</summary>
    public static string? Nearest(SettingScope scope, KafkaVersion version, string name)
    {
        if (name.Length is 0 or > LongestName)
            return null;
        var limit = Math.Max(2, name.Length / 5);
        return SettingTable.NamesOf(scope, version)
            .Where(known => Math.Abs(known.Length - name.Length) <= limit)
            .Select(known => (Name: known, Distance: Distance(name, known, limit)))
            .Where(candidate => candidate.Distance <= limit)
            .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    /// <summary>Levenshtein's edit distance in one row; once all of a row is beyond the limit, the rest can only be worse.</summary>
    private static int Distance(string left, string right, int limit)
    {
        Span<int> row = stackalloc int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
            row[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            var least = row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
                least = Math.Min(least, row[j]);
            }

            if (least > limit)
                return least;
        }

        return row[right.Length];
    }
}
