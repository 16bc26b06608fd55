using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Schemas;

/// <summary>
/// C# types → schema. Names and the set of fields come from <see cref="ResourceJson"/>, the very options that read the value later,
/// so that a manifest which fits the schema can always be read.
/// </summary>
internal static class SchemaReflection
{
    /// <summary>The longest text that <see cref="Quantity.TryParse"/> accepts.</summary>
    private const int QuantityLength = 64;

    /// <exception cref="NotSupportedException">A property has a type that no schema node stands for, or a type contains itself.</exception>
    public static SchemaNode Of(Type type) => Node(type, null, []);

    public static string Description(MemberInfo member) => member.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "";

    private static SchemaNode Node(Type declared, PropertyInfo? property, ImmutableStack<Type> parents)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        return type switch
        {
            _ when type == typeof(string) => Text(property),
            _ when type == typeof(int) => new SchemaNode.Integer(32, Range(property)),
            _ when type == typeof(long) => new SchemaNode.Integer(64, Range(property)),
            _ when type == typeof(double) || type == typeof(decimal) => new SchemaNode.Number(Range(property)),
            _ when type == typeof(bool) => new SchemaNode.Flag(),
            _ when type == typeof(Quantity) => new SchemaNode.Amount((int?)Length(property).Max ?? QuantityLength),
            _ when type == typeof(ConfigValue) => new SchemaNode.Setting(),
            _ when type == typeof(FreeObject) => new SchemaNode.Free(),
            _ when type == typeof(DateTimeOffset) => new SchemaNode.Time(),
            { IsEnum: true } => new SchemaNode.Text(EnumNames(type), null, Bounds.None),
            _ when Argument(type, typeof(IReadOnlyDictionary<,>), 1) is { } value => new SchemaNode.Map(Node(value, null, parents), Length(property)),
            _ when Argument(type, typeof(IReadOnlyList<>), 0) is { } item => new SchemaNode.List(Node(item, null, parents), KeyOf(item), Length(property)),
            { IsClass: true, Namespace: not "System" } => Object(type, parents),
            _ => throw new NotSupportedException($"no schema for {type} of {property?.DeclaringType}.{property?.Name}"),
        };
    }

    private static SchemaNode.Object Object(Type type, ImmutableStack<Type> parents)
    {
        if (parents.Contains(type))
            throw new NotSupportedException($"{type} contains itself; a structural schema cannot");
        var inside = parents.Push(type);
        return new SchemaNode.Object([.. Fields(type).Select(field => Property(field, inside))]);
    }

    /// <summary>The fields that are read from JSON. Calculated properties have no setter.</summary>
    private static IEnumerable<JsonPropertyInfo> Fields(Type type) =>
        ResourceJson.Options.GetTypeInfo(type).Properties.Where(field => field is { Set: not null, AttributeProvider: PropertyInfo } && field.PropertyType != typeof(ResourceMetadata));

    private static SchemaProperty Property(JsonPropertyInfo field, ImmutableStack<Type> parents)
    {
        var property = (PropertyInfo)field.AttributeProvider!;
        var node = Node(field.PropertyType, property, parents);
        var isRequired = field.IsRequired || property.IsDefined(typeof(RequiredAttribute));
        var initial = Default(property) ?? (isRequired || IsNullable(property) ? null : EmptyDefault(node));
        return new SchemaProperty(field.Name, node, isRequired && initial is null, initial, Describe(property, field.PropertyType));
    }

    private static string Describe(PropertyInfo property, Type type) => Description(property) is { Length: > 0 } own ? own : Description(type);

    private static JsonElement? Default(PropertyInfo property) =>
        property.GetCustomAttribute<DefaultValueAttribute>() is { Value: { } value } ? JsonSerializer.SerializeToElement(value, value.GetType(), ResourceJson.Options) : null;

    /// <summary>
    /// An object that is never null in C# and has defaults inside is <c>{}</c> by default: the API server fills in a field
    /// only where its parent exists.
    /// </summary>
    private static JsonElement? EmptyDefault(SchemaNode node) =>
        node is SchemaNode.Object { Properties: var fields } && fields.Any(field => field.Default is not null) && !fields.Any(field => field.IsRequired)
            ? JsonElement.Parse("{}"u8)
            : null;

    private static bool IsNullable(PropertyInfo property) => new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;

    private static SchemaNode.Text Text(PropertyInfo? property)
    {
        var allowed = property?.GetCustomAttribute<AllowedValuesAttribute>()?.Values.OfType<string>().ToImmutableArray() ?? [];
        var pattern = property?.GetCustomAttribute<RegularExpressionAttribute>();
        return new SchemaNode.Text(allowed, pattern is null ? null : new TextPattern(pattern.Pattern, pattern.ErrorMessage), Length(property));
    }

    private static Bounds Range(PropertyInfo? property) =>
        property?.GetCustomAttribute<RangeAttribute>() is { } range ? new Bounds(Convert.ToDecimal(range.Minimum), Convert.ToDecimal(range.Maximum)) : Bounds.None;

    private static Bounds Length(PropertyInfo? property) =>
        new(property?.GetCustomAttribute<MinLengthAttribute>()?.Length, property?.GetCustomAttribute<MaxLengthAttribute>()?.Length);

    private static ImmutableArray<string> EnumNames(Type type) =>
        [.. Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(value => JsonSerializer.SerializeToElement(Enum.ToObject(type, value), type, ResourceJson.Options).GetString()!)];

    private static string? KeyOf(Type item) =>
        item == typeof(string) || !item.IsClass ? null : Fields(item).SingleOrDefault(field => field.AttributeProvider!.IsDefined(typeof(ListKeyAttribute), false))?.Name;

    private static Type? Argument(Type type, Type generic, int index) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == generic ? type.GetGenericArguments()[index] : null;
}
