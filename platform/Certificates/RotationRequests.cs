using System.Collections.Immutable;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>
/// The annotation that asks for new authorities: <c>cluster</c>, <c>clients</c> or both with a comma between. A word is served once; to ask
/// again, take it away for a while or put something behind it: <c>cluster:2027-01</c>.
/// </summary>
public static class RotationRequests
{
    /// <summary>On a KafkaCluster.</summary>
    public const string Annotation = Marks.Prefix + "rotate-ca";

    /// <summary>The words by the authority that they speak of. Words that speak of none are passed over.</summary>
    public static ImmutableDictionary<AuthorityKind, string> Parse(string? annotation)
    {
        var requests = ImmutableDictionary.CreateBuilder<AuthorityKind, string>();
        foreach (var word in (annotation ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (KindOf(word.Split(':')[0]) is { } kind)
                requests[kind] = word;
        }

        return requests.ToImmutable();
    }

    private static AuthorityKind? KindOf(string word) => word switch
    {
        "cluster" => AuthorityKind.Cluster,
        "clients" => AuthorityKind.Clients,
        _ => null,
    };
}
