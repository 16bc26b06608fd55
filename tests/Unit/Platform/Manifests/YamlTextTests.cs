using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using GitOpsKafka.Platform.Manifests;

namespace GitOpsKafka.Tests.Unit.Platform.Manifests;

public sealed class YamlTextTests
{
    private static readonly Gen<string> Words = Gen.OneOf(
        OneOf("", "yes", "No", "null", "~", "true", "on", "0777", "1_000", "1e3", ".5", "-", "--- a", "a: b", "a #b", "#", "a:", " a", "a ", "a\n", "a\nb", "a\nb\n", "a\n\n", "\na", "a\n  b", "a \nb",
            "a\t", "\t", "[a]", "{}", "*a", "&a", "!a", "%a", "@a", "`a", "|", ">", "'a'", "\"a\"", "a\\b", "é", "日本", "😀", "\u0085", "\u2028", "\u0001", "\u007f", "\ufeff", "\r\n", "<<", "=", "?", "? a", "2026-01-31", "4.2.1", ".spec.version", ".inf", ".NaN", "..", "."),
        Gen.String[Gen.Char.AlphaNumeric, 0, 12],
        Gen.String[Gen.OneOf(Gen.Char[' ', '~'], OneOf('\n', '\t', ':', '#', '-', '"', '\'', 'é', '\u00a0', '\r')), 0, 30]);

    private static readonly Gen<JsonNode?> Scalars = Gen.OneOf(
        Words.Select(text => (JsonNode?)text),
        Gen.Long.Select(number => (JsonNode?)number),
        Gen.Double.Where(double.IsFinite).Select(number => (JsonNode?)number),
        Gen.Bool.Select(flag => (JsonNode?)flag),
        Gen.Const((JsonNode?)null));

    private static readonly Gen<JsonNode?> Trees = Gen.Recursive<JsonNode?>((depth, inner) => depth >= 5
        ? Scalars
        : Gen.OneOf(
            Scalars,
            inner.Array[0, 4].Select(items => (JsonNode?)new JsonArray([.. items.Select(Copy)])),
            Gen.Select(Words, inner).Array[0, 4].Select(entries => (JsonNode?)new JsonObject(entries.DistinctBy(entry => entry.Item1).Select(entry => KeyValuePair.Create(entry.Item1, Copy(entry.Item2)))))));

    [Fact]
    public void Reading_what_was_written_gives_the_same_tree_with_keys_in_the_same_order() =>
        Trees.Sample(
            tree =>
            {
                var json = JsonSerializer.SerializeToElement(tree);
                var yaml = YamlText.Write(json);
                var back = Read(yaml);
                Assert.True(JsonElement.DeepEquals(json, back), yaml);
                Assert.Equal(Keys(json), Keys(back));
            },
            iter: 1_000);

    /// <summary>Found by the test above.</summary>
    [Fact]
    public void Asterisk_after_a_space_is_quoted() => Assert.Equal("""
        "p *s":
        - null
        b: 1

        """, YamlText.Write(JsonElement.Parse("""{"p *s":[null],"b":1}""")));

    [Fact]
    public void Block_style_reads_like_kubectl() =>
        Assert.Equal(
            """
            name: orders
            empty: {}
            none: []
            list:
            - id: 0
              tags:
              - a
              - "yes"
            - - 1
              - null
            text: |
              first
                second
            version: "4.2"

            """,
            YamlText.Write(JsonElement.Parse("""{"name":"orders","empty":{},"none":[],"list":[{"id":0,"tags":["a","yes"]},[1,null]],"text":"first\n  second\n","version":"4.2"}""")));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static JsonNode? Copy(JsonNode? node) => node?.DeepClone();

    private static JsonElement Read(string yaml)
    {
        var errors = new ManifestErrorList("tree.yaml", 10);
        var text = ManifestText.Read(Encoding.UTF8.GetBytes(yaml), errors);
        var roots = text is null ? [] : new YamlComposer(text, 1, ManifestLimits.Default, errors).Compose();
        Assert.True(roots.Length == 1, $"{string.Join('\n', errors.ToSorted())}\n{yaml}");
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            roots[0].WriteTo(writer);
        return JsonElement.Parse(buffer.ToArray());
    }

    private static string Keys(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(',', json.EnumerateObject().Select(property => $"{JsonSerializer.Serialize(property.Name)}:{Keys(property.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(',', json.EnumerateArray().Select(Keys))}]",
        _ => "",
    };
}
