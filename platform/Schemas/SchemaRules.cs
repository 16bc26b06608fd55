namespace GitOpsKafka.Platform.Schemas;

/// <summary>Ids of structure errors. Stable: they stand in events and in answers of the webhook.</summary>
public static class SchemaRules
{
    public const string UnknownField = "SCHEMA-01";

    public const string WrongType = "SCHEMA-02";

    public const string Required = "SCHEMA-03";

    public const string NotAllowed = "SCHEMA-04";

    public const string OutOfRange = "SCHEMA-05";

    public const string Pattern = "SCHEMA-06";

    public const string Length = "SCHEMA-07";

    public const string Quantity = "SCHEMA-08";

    public const string DuplicateItem = "SCHEMA-09";

    public const string NotForAuthors = "SCHEMA-10";

    /// <summary>Two documents of a revision describe one resource.</summary>
    public const string DuplicateResource = "SCHEMA-11";
}
