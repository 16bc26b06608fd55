namespace GitOpsKafka.Platform.Planning;

/// <summary>How far the teardown of a cluster is.</summary>
public enum TeardownStage
{
    /// <summary>Nothing is done: the cluster is protected.</summary>
    Held,

    /// <summary>The garbage collector takes the owner off what is to stay.</summary>
    Leaving,

    /// <summary>Brokers end, or nodes that are both.</summary>
    Brokers,

    Controllers,

    /// <summary>ZooKeeper servers end.</summary>
    Ensemble,

    /// <summary>Claims go whose policy is Delete.</summary>
    Claims,

    /// <summary>The cluster itself may go.</summary>
    Done,
}
