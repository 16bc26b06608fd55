using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Cli.Demo;

/// <summary>A path of the Kubernetes API: a type, and where given a namespace and a name. Immutable.</summary>
internal sealed record DemoApiPath(ResourceType Type, string? Namespace, string? Name)
{
    public ObjectKey Key => new(Type, Namespace ?? "", Name ?? "");

    /// <returns>Null for a path that the demo does not have.</returns>
    public static DemoApiPath? Parse(string path)
    {
        var parts = path.Trim('/').Split('/');
        return parts switch
        {
            ["api", "v1", .. var rest] => Parse("", "v1", rest),
            ["apis", var group, var version, .. var rest] => Parse(group, version, rest),
            _ => null,
        };
    }

    private static DemoApiPath? Parse(string group, string version, string[] rest) => rest switch
    {
        [var plural] => Of(group, version, plural, null, null),
        ["namespaces", var space, var plural] => Of(group, version, plural, space, null),
        ["namespaces", var space, var plural, var name] => Of(group, version, plural, space, name),
        _ => null,
    };

    private static DemoApiPath? Of(string group, string version, string plural, string? space, string? name) =>
        DemoDiscovery.Types.FirstOrDefault(type => type.Group == group && type.Version == version && type.Plural == plural) is { } found
            ? new DemoApiPath(found, space, name)
            : null;
}
