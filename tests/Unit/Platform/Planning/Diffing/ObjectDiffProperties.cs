using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using GitOpsKafka.Platform.Objects;
using static GitOpsKafka.Tests.Unit.Platform.Planning.Diffing.Objects;

namespace GitOpsKafka.Tests.Unit.Platform.Planning.Diffing;

public sealed class ObjectDiffProperties
{
    private static readonly Gen<JsonNode?> Scalar = Gen.OneOf(
        Gen.Int[1, 1000].Select(number => (JsonNode?)number),
        Gen.String[Gen.Char['a', 'f'], 1, 4].Select(text => (JsonNode?)text),
        Gen.Bool.Select(flag => (JsonNode?)flag));

    private static readonly string[] Names = ["replicas", "image", "config", "data", "name", "resources", "a.b/c", "size", "limits", "labels"];

    private static readonly Gen<string> Name = Gen.Int[0, Names.Length - 1].Select(position => Names[position]);

    private static readonly Gen<JsonNode?> Value = Gen.Recursive<JsonNode?>((depth, inner) => depth > 3
        ? Scalar
        : Gen.OneOf(Scalar, Map(inner), Keyed("containers", inner), inner.Array[1, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())]))));

    private static readonly Gen<JsonObject> Spec = Map(Value).Select(map => map!.AsObject());

    [Fact]
    public void Diff_of_an_object_with_itself_is_empty() => Spec.Sample(spec => Diff(Set(spec), Set(spec)).IsEmpty);

    [Fact]
    public void Diff_finds_every_single_leaf_that_is_changed() =>
        Gen.Select(Spec, Gen.Int[0, 1000]).Sample((spec, choice) =>
        {
            var changed = spec.DeepClone().AsObject();
            var leaves = Leaves(changed).ToList();
            if (leaves.Count == 0)
                return;
            leaves[choice % leaves.Count].ReplaceWith("changed");

            Assert.Single(Diff(Set(changed), Set(spec)));
            Assert.Single(Diff(Set(spec), Set(changed)));
        });

    [Fact]
    public void Fields_of_others_in_the_live_object_change_nothing() =>
        Gen.Select(Spec, Gen.Int[0, 1000], Value).Sample((spec, choice, foreign) =>
        {
            var live = spec.DeepClone().AsObject();
            var owners = Maps(live).ToList();
            owners[choice % owners.Count]["foreign"] = foreign?.DeepClone();

            Assert.Empty(Diff(Set(spec), Set(live)));
        });

    private static Gen<JsonNode?> Map(Gen<JsonNode?> inner) =>
        Gen.Select(Name, inner).Array[1, 4].Select(entries => (JsonNode?)Object(entries));

    private static Gen<JsonNode?> Keyed(string list, Gen<JsonNode?> inner) =>
        Map(inner).Array[1, 3].Select(items => (JsonNode?)new JsonObject { [list] = new JsonArray([.. items.Select((item, i) => Entry(item!.AsObject(), i))]) });

    private static JsonObject Entry(JsonObject item, int position)
    {
        var entry = item.DeepClone().AsObject();
        entry["name"] = $"entry-{position}";
        return entry;
    }

    private static JsonObject Object((string, JsonNode?)[] entries)
    {
        var map = new JsonObject();
        foreach (var (name, value) in entries)
            map[name] = value?.DeepClone();
        return map;
    }

    private static KubeObject Set(JsonObject spec) => StatefulSet(spec.ToJsonString());

    /// <summary>Not the keys of entries: changing one makes another entry of it.</summary>
    private static IEnumerable<JsonNode> Leaves(JsonNode node) => node switch
    {
        JsonObject map => map.Where(entry => entry.Value?.GetValueKind() != JsonValueKind.String || !entry.Value.GetValue<string>().StartsWith("entry-", StringComparison.Ordinal))
            .SelectMany(entry => Leaves(entry.Value!)),
        JsonArray list => list.SelectMany(item => Leaves(item!)),
        _ => [node],
    };

    private static IEnumerable<JsonObject> Maps(JsonNode node) => node switch
    {
        JsonObject map => map.SelectMany(entry => Maps(entry.Value!)).Prepend(map),
        JsonArray list => list.SelectMany(item => Maps(item!)),
        _ => [],
    };
}
