namespace GitOpsKafka.Platform.Planning.Diffing;

/// <summary>Where in an object a walk stands, as far as it matters for comparing and for writing paths.</summary>
internal enum Place
{
    Root,
    Metadata,

    /// <summary>Labels or annotations of the object itself; the caller may have some of them left out.</summary>
    Marks,

    /// <summary>A map whose keys are free text.</summary>
    Map,

    /// <summary>Broker or topic settings: <c>3</c> and <c>"3"</c> are the same.</summary>
    Settings,
    Setting,
    Spec,

    /// <summary><c>resources</c>, which holds requests and limits.</summary>
    Resources,
    Amounts,

    /// <summary>A quantity: equal by amount.</summary>
    Amount,

    /// <summary>A field that the API server does not store while it is zero, false or empty.</summary>
    OmittedZero,
    Plain,
}
