using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Simulation.Kubernetes.Apply;

namespace GitOpsKafka.Simulation.Kubernetes.Kinds;

/// <summary>How the API server treats one type: subresources, generation, merge rules, defaults, what may not change. Immutable.</summary>
internal sealed record KindTraits(ResourceType Type, FieldRules Fields)
{
    public bool HasStatus { get; init; }

    public bool HasGeneration { get; init; }

    /// <summary>Fills in what the writer left out; also puts amounts into their canonical form.</summary>
    public Action<JsonObject, ServerValues> Default { get; init; } = static (_, _) => { };

    /// <summary>What is wrong with a write (old form or null, new form), in the server's words; empty when nothing is.</summary>
    public Func<JsonObject?, JsonObject, IEnumerable<string>> Validate { get; init; } = static (_, _) => [];

    /// <summary>Field path of the number of replicas in a type with a scale subresource; null without one.</summary>
    public string? ScalePath { get; init; }

    public static KindTraits Of(ResourceType type)
    {
        var traits = new KindTraits(type, new FieldRules(type));
        return (type.Group, type.Kind) switch
        {
            (ResourceKinds.Group, _) => Custom(traits),
            ("apps", "StatefulSet") => traits with
            {
                HasStatus = true,
                HasGeneration = true,
                ScalePath = ".spec.replicas",
                Default = static (json, _) => StatefulSetDefaults.Fill(json),
                Validate = StatefulSetRules.Check,
            },
            ("", "Service") => traits with { HasStatus = true, Default = ServiceDefaults.Fill },
            ("", "Pod") => traits with { HasStatus = true, Default = static (json, _) => PodDefaults.FillPod(json) },
            ("", "PersistentVolumeClaim") => traits with { HasStatus = true, Default = static (json, _) => ClaimRules.Fill(json), Validate = ClaimRules.Check },
            ("", "Secret") => traits with { Default = static (json, _) => SecretDefaults.Fill(json) },
            ("", "ConfigMap" or "Event" or "ServiceAccount") or ("rbac.authorization.k8s.io" or "storage.k8s.io", _) or ("coordination.k8s.io", _) => traits,
            _ => traits with { HasStatus = true, HasGeneration = true },
        };
    }

    private static KindTraits Custom(KindTraits traits)
    {
        var kind = ResourceKinds.Find(traits.Type.Kind);
        return traits with
        {
            HasStatus = true,
            HasGeneration = true,
            ScalePath = kind?.Scale?.SpecReplicas,
            Default = (json, _) => CustomResourceDefaults.Fill(json, kind?.ClrType),
        };
    }
}
