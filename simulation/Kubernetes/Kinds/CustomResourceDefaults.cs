using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Simulation.Kubernetes.Kinds;

/// <summary>
/// Fills in the defaults that the generated schemas carry: those of <see cref="DefaultValueAttribute"/>, wherever the object around the field is there.
/// Source: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#defaulting.
/// </summary>
internal static class CustomResourceDefaults
{
    /// <param name="type">Null for a kind that we do not know: nothing is filled in.</param>
    public static void Fill(JsonObject json, Type? type)
    {
        if (type is not null && json["spec"] is JsonObject spec)
            FillObject(spec, type.GetProperty("Spec")!.PropertyType);
    }

    private static void FillObject(JsonObject json, Type type)
    {
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            if (json[name] is null && property.GetCustomAttribute<DefaultValueAttribute>() is { } given)
                json[name] = JsonSerializer.SerializeToNode(given.Value, ResourceJson.Options);
            FillValue(json[name], property.PropertyType);
        }
    }

    private static void FillValue(JsonNode? value, Type type)
    {
        if (value is JsonObject child && type.Assembly == typeof(Resource).Assembly)
            FillObject(child, type);
        if (value is JsonArray list && type.IsGenericType && type.GetGenericArguments() is [var item])
        {
            foreach (var entry in list)
                FillValue(entry, item);
        }
    }
}
