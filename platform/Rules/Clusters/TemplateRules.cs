using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rules.Clusters;

/// <summary>KC-104 and KC-105: what a role adds to its pods.</summary>
internal static class TemplateRules
{
    private const string Managed = "managed by the operator; ";

    public static IEnumerable<Rule> All { get; } =
    [
        Rule.State<KafkaCluster>("KC-104", Severity.Deny, "Pod templates leave alone what the operator sets",
            "A node that is given another identity, setting or folder loses its data or its peers.", (cluster, _) => Templates(cluster).SelectMany(template => Collisions(template.Path, template.Template))),
        Rule.State<KafkaCluster>("KC-105", Severity.Deny, "Sidecars and volumes of pod templates have names of their own",
            "The API server refuses the StatefulSet otherwise.", (cluster, _) => Templates(cluster).SelectMany(template => Names(template.Path, template.Template))),
    ];

    private static IEnumerable<(FieldPath Path, PodTemplate Template)> Templates(KafkaCluster cluster) =>
        from nodes in NodeGroup.Of(cluster)
        where nodes.Role?.Template is not null
        select (nodes.Path.Field("template"), nodes.Role.Template);

    private static IEnumerable<Finding> Collisions(FieldPath path, PodTemplate template) =>
    [
        .. Reserved(path.Field("labels"), template.Labels, ReservedInPods.IsLabel),
        .. Reserved(path.Field("annotations"), template.Annotations, ReservedInPods.IsAnnotation),
        .. from entry in Index(template.ExtraEnv)
           where entry.Item.Name is { } name && ReservedInPods.IsVariable(name)
           select Finding.Forbidden(path.Field("extraEnv").Index(entry.Index).Field("name"), $"{Managed}leave {Print.Value(entry.Item.Name)} out"),
        .. Reserved(path.Field("sidecars"), template.Sidecars, "name", name => name == ReservedInPods.Container, "choose another name"),
        .. Reserved(path.Field("extraVolumes"), template.ExtraVolumes, "name", ReservedInPods.IsVolume, "choose another name"),
        .. Reserved(path.Field("extraVolumeMounts"), template.ExtraVolumeMounts, "mountPath", ReservedInPods.IsPath, "mount it elsewhere"),
    ];

    private static IEnumerable<Finding> Names(FieldPath path, PodTemplate template) =>
    [
        .. Unnamed(path.Field("sidecars"), template.Sidecars, "name", "image"),
        .. Unnamed(path.Field("extraVolumes"), template.ExtraVolumes, "name"),
        .. Unnamed(path.Field("extraVolumeMounts"), template.ExtraVolumeMounts, "mountPath", "name"),
    ];

    private static IEnumerable<Finding> Reserved(FieldPath path, IReadOnlyDictionary<string, string>? entries, Func<string, bool> isReserved) =>
        (entries ?? new Dictionary<string, string>()).Keys.Where(isReserved).Select(name => Finding.Forbidden(path.Key(name), $"{Managed}leave it out"));

    private static IEnumerable<Finding> Reserved(FieldPath path, IReadOnlyList<FreeObject>? items, string key, Func<string, bool> isReserved, string remedy) =>
        from entry in Index(items)
        where entry.Item.Text(key) is { } value && isReserved(value)
        select Finding.Forbidden(path.Index(entry.Index).Field(key), $"{Print.Value(entry.Item.Text(key)!)} is {Managed}{remedy}");

    /// <param name="key">The field that tells items apart.</param>
    /// <param name="others">What every item needs besides.</param>
    private static IEnumerable<Finding> Unnamed(FieldPath path, IReadOnlyList<FreeObject>? items, string key, params string[] others)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, item) in Index(items))
        {
            foreach (var field in others.Prepend(key).Where(field => string.IsNullOrEmpty(item.Text(field))))
                yield return Finding.Required(path.Index(index).Field(field));
            if (item.Text(key) is { Length: > 0 } name && !seen.Add(name))
                yield return Finding.Duplicate(path.Index(index).Field(key), Print.Value(name));
        }
    }

    private static IEnumerable<(int Index, T Item)> Index<T>(IReadOnlyList<T>? items) => (items ?? []).Index().Where(entry => entry.Item is not null);
}
