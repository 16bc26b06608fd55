using System.Text.Json;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Schemas;

namespace GitOpsKafka.Tests.Unit.Platform.Schemas;

public sealed class KindSchemaTests
{
    public static TheoryData<string> Kinds => [.. ResourceKinds.All.Select(kind => kind.Type.Kind)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_field_of_a_spec_is_described(string kind) =>
        Assert.Empty(Fields(Of(kind).Spec, "spec").Where(field => field.Property.Description.Length == 0).Select(field => field.Path));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_default_fits_its_own_field(string kind) =>
        Assert.Empty(Fields(Of(kind).Spec, "spec").Where(field => field.Property.Default is { } value && !SchemaCheck.Check(field.Property.Node, value).IsEmpty).Select(field => field.Path));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Lists_whose_items_have_an_id_or_a_name_are_keyed_by_it(string kind) =>
        Assert.Empty(Fields(Of(kind).Spec, "spec")
            .Where(field => field.Property.Node is SchemaNode.List { Key: null, Items: SchemaNode.Object item } && (item.Find("id") ?? item.Find("name")) is not null)
            .Select(field => field.Path));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Patterns_read_alike_in_the_API_server(string kind) =>
        Assert.Empty(Fields(Of(kind).Spec, "spec")
            .Where(field => field.Property.Node is SchemaNode.Text { Pattern.Expression: var pattern } && (pattern.Contains("(?") || pattern.Contains(@"\d") || pattern.Contains(@"\w") || pattern.Contains(@"\s") || !pattern.StartsWith('^') || !pattern.EndsWith('$')))
            .Select(field => field.Path));

    [Fact]
    public void Default_of_the_schema_is_what_the_type_holds_when_the_field_is_left_out()
    {
        var cluster = ResourceJson.Read<KafkaCluster>(JsonElement.Parse("""{"spec":{"version":"4.2.1","brokers":{"storage":{"volumes":[{"id":0,"size":"1Gi"}]}}}}"""));

        Assert.Equal("3", Default("spec.brokers.replicas"));
        Assert.Equal(3, cluster.Spec.Brokers.Replicas);
        Assert.Equal("\"Retain\"", Default("spec.brokers.storage.reclaimPolicy"));
        Assert.Equal(ReclaimPolicy.Retain, cluster.Spec.Brokers.Storage!.ReclaimPolicy);
        Assert.Equal("\"10m\"", Default("spec.rolling.deadlinePerNode"));
        Assert.Equal("10m", cluster.Spec.Rolling.DeadlinePerNode);
        Assert.Equal("false", Default("spec.deletionProtection"));
        Assert.False(cluster.Spec.DeletionProtection);
    }

    [Fact]
    public void Object_with_defaults_inside_is_empty_by_default_so_that_they_are_filled_in() => Assert.Equal("{}", Default("spec.rolling"));

    [Fact]
    public void Object_that_may_be_left_out_has_no_default() => Assert.Null(Default("spec.controllers"));

    [Fact]
    public void Volumes_are_keyed_by_id_and_conditions_by_type()
    {
        var cluster = Of("KafkaCluster");

        Assert.Equal("id", Assert.IsType<SchemaNode.List>(Fields(cluster.Spec, "spec").First(field => field.Path == "spec.brokers.storage.volumes").Property.Node).Key);
        Assert.Equal("type", Assert.IsType<SchemaNode.List>(Fields(cluster.Status!, "status").Single(field => field.Path == "status.conditions").Property.Node).Key);
    }

    [Fact]
    public void Calculated_properties_are_no_fields() => Assert.DoesNotContain(Fields(Of("KafkaTopic").Spec, "spec"), field => field.Path is "spec.clusterKey" or "spec.key");

    private static KindSchema Of(string kind) => KindSchema.Of(ResourceKinds.Get(kind));

    private static string? Default(string path) => Fields(Of("KafkaCluster").Spec, "spec").Single(field => field.Path == path).Property.Default?.GetRawText();

    private static IEnumerable<(string Path, SchemaProperty Property)> Fields(SchemaNode node, string path) => node switch
    {
        SchemaNode.Object fields => fields.Properties.SelectMany(property => Fields(property.Node, $"{path}.{property.Name}").Prepend(($"{path}.{property.Name}", property))),
        SchemaNode.List list => Fields(list.Items, $"{path}[]"),
        SchemaNode.Map map => Fields(map.Values, $"{path}[]"),
        _ => [],
    };
}
