using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Resources;

/// <summary>Labels and annotations that we put on objects, and the name under which we own fields.</summary>
public static class Marks
{
    /// <summary>Field manager of everything we apply.</summary>
    public const string FieldManager = "gitopskafka";

    /// <summary>Field manager of the marks on resources that no repository holds.</summary>
    public const string HandManager = "gitopskafka-hand-applied";

    /// <summary>Field manager of status.</summary>
    public const string StatusManager = "gitopskafka-status";

    /// <summary>Field manager of what pods are told once they are scheduled.</summary>
    public const string NodeManager = "gitopskafka-node";

    /// <summary>Field manager of what pods are told of their certificates.</summary>
    public const string CertificateManager = "gitopskafka-certificates";

    /// <summary>All labels and annotations of ours begin with this.</summary>
    public const string Prefix = "gitopskafka.io/";

    /// <summary>Label on resources applied from Git: the name of the source. Only what carries it may be pruned by that source.</summary>
    public const string Source = Prefix + "source";

    /// <summary>Annotation: hash of the manifest that was applied last. Tells a new commit from drift.</summary>
    public const string DesiredHash = Prefix + "desired-hash";

    /// <summary>Annotation: sha of the commit that was applied last.</summary>
    public const string Commit = Prefix + "commit";

    /// <summary>Annotation: sequence of that commit. A worker drops events that are strictly older.</summary>
    public const string Sequence = Prefix + "sequence";

    /// <summary>Annotation: id of the change that was applied last. Tells "we did it before a crash" from "nothing to do".</summary>
    public const string Change = Prefix + "change";

    /// <summary>Annotation on a resource that no repository holds: the spec that was taken on last, as JSON. Tells what a hand changed since.</summary>
    public const string AppliedSpec = Prefix + "applied-spec";

    /// <summary>The label and annotations above: they say where an object came from, and are no part of what is desired.</summary>
    public static ImmutableArray<string> Provenance { get; } = [Source, DesiredHash, Commit, Sequence, Change, AppliedSpec];

    /// <summary>Finalizer on KafkaClusters: they go once their nodes have ended in order.</summary>
    public const string TeardownFinalizer = Prefix + "teardown";

    /// <summary>Label on objects made for a KafkaCluster: its name.</summary>
    public const string Cluster = Prefix + "cluster";

    /// <summary>Label on nodes: <c>broker</c>, <c>controller</c>, <c>combined</c> or <c>zookeeper</c>.</summary>
    public const string Role = Prefix + "role";
}
