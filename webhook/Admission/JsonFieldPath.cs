using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Webhook.Admission;

/// <summary>The path that a JsonException gives, <c>$.spec.volumes[0]['a.b']</c>, as a field path.</summary>
internal static class JsonFieldPath
{
    public static FieldPath Parse(string path)
    {
        var result = FieldPath.Root;
        for (var at = path.StartsWith('$') ? 1 : 0; at < path.Length;)
        {
            var end = path[at] == '[' ? path.IndexOf(']', at) : NextStep(path, at + 1);
            if (end <= at)
                return result;
            result = Step(result, path[at..end].TrimStart('.', '['));
            at = path[at] == '[' ? end + 1 : end;
        }

        return result;
    }

    private static FieldPath Step(FieldPath path, string step) =>
        int.TryParse(step, out var index) ? path.Index(index)
        : step.StartsWith('\'') ? path.Key(step.Trim('\''))
        : path.Field(step);

    private static int NextStep(string path, int from) => path.IndexOfAny(['.', '['], from) is >= 0 and var next ? next : path.Length;
}
