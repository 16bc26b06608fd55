using System.Text.Json.Nodes;

namespace GitOpsKafka.Simulation.Kubernetes.Apply;

/// <summary>One entry of <c>metadata.managedFields</c>. Immutable.</summary>
internal sealed record ManagedEntry(FieldManager Manager, string ApiVersion, DateTimeOffset Time, FieldSet Fields)
{
    public bool Says(ManagedEntry other) => Manager == other.Manager && ApiVersion == other.ApiVersion && Fields.SetEquals(other.Fields);

    public JsonObject Write()
    {
        var json = new JsonObject
        {
            ["manager"] = Manager.Name,
            ["operation"] = Manager.Operation,
            ["apiVersion"] = ApiVersion,
            ["time"] = Timestamps.Text(Time),
            ["fieldsType"] = "FieldsV1",
            ["fieldsV1"] = Fields.Write(),
        };
        if (Manager.Subresource.Length > 0)
            json["subresource"] = Manager.Subresource;
        return json;
    }
}

/// <summary>Who writes: the same name owns apart what it applies and what it updates, and what it writes to a subresource. Immutable.</summary>
/// <param name="Operation"><c>Apply</c> or <c>Update</c>.</param>
/// <param name="Subresource">Empty, <c>status</c> or <c>scale</c>.</param>
internal sealed record FieldManager(string Name, string Operation, string Subresource)
{
    public const string Apply = "Apply";

    public const string Update = "Update";
}
