namespace GitOpsKafka.Platform.Manifests;

/// <summary>Ids of errors in the text itself, before anything is known about kinds. Stable.</summary>
public static class YamlRules
{
    public const string Syntax = "YAML-01";

    public const string Tab = "YAML-02";

    public const string Encoding = "YAML-03";

    public const string FileTooLarge = "YAML-04";

    public const string TooManyDocuments = "YAML-05";

    public const string DuplicateKey = "YAML-06";

    public const string KeyNotString = "YAML-07";

    public const string MergeKey = "YAML-08";

    public const string Tag = "YAML-09";

    public const string TooManyNodes = "YAML-10";

    public const string TooDeep = "YAML-11";

    public const string Number = "YAML-12";

    public const string Alias = "YAML-13";

    public const string Character = "YAML-14";

    public const string Directive = "YAML-15";

    /// <summary>Closes a list of errors that was cut.</summary>
    public const string More = "YAML-99";
}
