namespace GitOpsKafka.Platform.Schemas;

/// <summary>The known word that an author most likely meant.</summary>
internal static class Nearest
{
    /// <summary>Longer words are no slips of a known one; also bounds the work.</summary>
    private const int LongestWord = 64;

    /// <summary>Null when nothing is near: more than a third of the letters differ. The first of equals.</summary>
    public static string? To(string word, IEnumerable<string> known) =>
        word.Length is 0 or > LongestWord
            ? null
            : known.Select(candidate => (Word: candidate, Distance: Distance(word, candidate)))
                .Where(found => found.Distance <= Math.Max(1, Math.Max(word.Length, found.Word.Length) / 3))
                .OrderBy(found => found.Distance).Select(found => found.Word).FirstOrDefault();

    /// <summary>Insertions, deletions, replacements and swaps of neighbours, in either case (optimal string alignment).</summary>
    public static int Distance(string left, string right)
    {
        var (a, b) = (left.ToLowerInvariant(), right.ToLowerInvariant());
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                cost[i, j] = i == 0 || j == 0 ? i + j : Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }

        return cost[a.Length, b.Length];
    }
}
