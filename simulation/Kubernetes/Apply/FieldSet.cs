using System.Text.Json;
using System.Text.Json.Nodes;

namespace GitOpsKafka.Simulation.Kubernetes.Apply;

/// <summary>
/// A set of fields of one object: a tree whose steps are written as in <c>fieldsV1</c>: <c>f:spec</c>, <c>k:{"name":"kafka"}</c>, <c>v:"x"</c>.
/// Changed only while it is built.
/// Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/#ObjectMeta (FieldsV1).
/// </summary>
internal sealed class FieldSet
{
    private readonly SortedDictionary<string, FieldSet> _children = new(StringComparer.Ordinal);

    /// <summary>The node itself belongs to the set, not only fields below it.</summary>
    public bool IsMember { get; private set; }

    public bool IsEmpty => !IsMember && _children.Count == 0;

    public IEnumerable<KeyValuePair<string, FieldSet>> Children => _children;

    public FieldSet? this[string step] => _children.GetValueOrDefault(step);

    public void Mark() => IsMember = true;

    public void Put(string step, FieldSet child)
    {
        if (!child.IsEmpty)
            _children[step] = child;
    }

    public void Remove(string step) => _children.Remove(step);

    public FieldSet Union(FieldSet other)
    {
        var union = new FieldSet { IsMember = IsMember || other.IsMember };
        foreach (var (step, child) in _children)
            union.Put(step, other[step] is { } same ? child.Union(same) : child);
        foreach (var (step, child) in other._children.Where(child => !_children.ContainsKey(child.Key)))
            union.Put(step, child);
        return union;
    }

    public FieldSet Except(FieldSet other)
    {
        var rest = new FieldSet { IsMember = IsMember && !other.IsMember };
        foreach (var (step, child) in _children)
            rest.Put(step, other[step] is { } same ? child.Except(same) : child);
        return rest;
    }

    public FieldSet Intersect(FieldSet other)
    {
        var common = new FieldSet { IsMember = IsMember && other.IsMember };
        foreach (var (step, child) in _children)
        {
            if (other[step] is { } same)
                common.Put(step, child.Intersect(same));
        }

        return common;
    }

    public bool SetEquals(FieldSet other) =>
        IsMember == other.IsMember && _children.Count == other._children.Count
        && _children.All(child => other[child.Key] is { } same && child.Value.SetEquals(same));

    /// <summary>The members, written as the API server writes them in conflicts: <c>.spec.containers[name="kafka"].image</c>.</summary>
    public IEnumerable<string> Paths() => Paths("");

    public JsonObject Write()
    {
        var json = new JsonObject();
        if (IsMember && _children.Count > 0)
            json["."] = new JsonObject();
        foreach (var (step, child) in _children)
            json[step] = child.Write();
        return json;
    }

    private IEnumerable<string> Paths(string prefix)
    {
        if (IsMember)
            yield return prefix;
        foreach (var (step, child) in _children)
        {
            foreach (var path in child.Paths(prefix + Text(step)))
                yield return path;
        }
    }

    private static string Text(string step) => step[..2] switch
    {
        "f:" => "." + step[2..],
        "k:" => $"[{string.Join(',', JsonNode.Parse(step[2..])!.AsObject().Select(key => $"{key.Key}={key.Value!.ToJsonString(JsonSerializerOptions.Default)}"))}]",
        _ => $"[={step[2..]}]",
    };
}
