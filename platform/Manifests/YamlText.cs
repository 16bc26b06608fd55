using System.Text;
using System.Text.Json;

namespace GitOpsKafka.Platform.Manifests;

/// <summary>
/// JSON → YAML in block style. Keys keep their order; texts that would read as something else are quoted; equal JSON gives equal text.
/// <see cref="ManifestParser"/> and kubectl read it back as the same JSON (keys of at most about 200 characters: YAML's limit for
/// a key on its line). Thread-safe.
/// </summary>
public static class YamlText
{
    /// <summary>Ends with a line feed.</summary>
    public static string Write(JsonElement json)
    {
        var text = new StringBuilder();
        if (IsNested(json))
            WriteNested(text, json, 0, isInline: false);
        else
            text.Append(Flat(json, 0)).Append('\n');
        return text.ToString();
    }

    /// <summary>The documents, separated by <c>---</c>.</summary>
    public static string WriteAll(IEnumerable<JsonElement> documents) => string.Join("---\n", documents.Select(Write));

    private static bool IsNested(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().Any(),
        JsonValueKind.Array => json.GetArrayLength() > 0,
        _ => false,
    };

    /// <param name="isInline">The first line continues a line that is already indented (after <c>- </c>).</param>
    private static void WriteNested(StringBuilder text, JsonElement json, int indent, bool isInline)
    {
        var isFirst = isInline;
        if (json.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in json.EnumerateObject())
            {
                WriteEntry(text.Append(' ', isFirst ? 0 : indent), property, indent);
                isFirst = false;
            }
        }
        else
        {
            foreach (var item in json.EnumerateArray())
            {
                WriteItem(text.Append(' ', isFirst ? 0 : indent).Append("- "), item, indent);
                isFirst = false;
            }
        }
    }

    private static void WriteEntry(StringBuilder text, JsonProperty property, int indent)
    {
        text.Append(YamlQuoting.Line(property.Name)).Append(':');
        if (!IsNested(property.Value))
        {
            text.Append(' ').Append(Flat(property.Value, indent)).Append('\n');
            return;
        }

        // Lists stand under their key without further indent, as kubectl writes them.
        text.Append('\n');
        WriteNested(text, property.Value, property.Value.ValueKind == JsonValueKind.Array ? indent : indent + 2, isInline: false);
    }

    private static void WriteItem(StringBuilder text, JsonElement item, int indent)
    {
        if (IsNested(item))
            WriteNested(text, item, indent + 2, isInline: true);
        else
            text.Append(Flat(item, indent)).Append('\n');
    }

    private static string Flat(JsonElement json, int indent) => json.ValueKind switch
    {
        JsonValueKind.Object => "{}",
        JsonValueKind.Array => "[]",
        JsonValueKind.String => YamlQuoting.Text(json.GetString()!, indent + 2),
        _ => json.GetRawText(),
    };
}
