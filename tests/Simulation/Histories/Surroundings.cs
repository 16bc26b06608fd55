using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Simulation.Bus;
using GitOpsKafka.Simulation.Faults;
using GitOpsKafka.Simulation.Kafka;
using GitOpsKafka.Simulation.Kubernetes;
using GitOpsKafka.Simulation.Nodes;
using GitOpsKafka.Simulation.Time;

namespace GitOpsKafka.Tests.Simulation.Histories;

/// <summary>All that outlives a process: the clock, Kubernetes, Kafka, the bus, the repository, and what goes wrong with them.</summary>
internal sealed class Surroundings
{
    public Surroundings(Random random)
    {
        Trace = new Trace(Clock);
        Kubernetes = new SimulatedKubernetes(Clock, Branch(random));
        Nodes = new SimulatedNodes(Kubernetes, Clock, Branch(random));
        Kafka = new SimulatedKafka(Kubernetes, Clock, trace: Trace);
        Log = new SimulatedBus(Clock, Branch(random), Trace);
        Repository = new Repository(Clock);
        Witness = new Witness(Kubernetes, Kafka, Clock, Trace);
        Bus = new SealedBus(Log, Kubernetes, Repository, Witness, Clock);
        (KubernetesFaults, KafkaFaults, BusFaults) = (Plan(random), Plan(random), Plan(random));
    }

    public VirtualClock Clock { get; } = new();

    public Trace Trace { get; }

    public SimulatedKubernetes Kubernetes { get; }

    public SimulatedNodes Nodes { get; }

    public SimulatedKafka Kafka { get; }

    public SimulatedBus Log { get; }

    public SealedBus Bus { get; }

    public Repository Repository { get; }

    public Witness Witness { get; }

    /// <summary>Topics whose resource a person deleted, and how much of the trail there was then: the topic stays until the resource is back.</summary>
    public Dictionary<(ResourceKey Cluster, string Topic), (ResourceKey Resource, int Offset)> Released { get; } = [];

    public FaultPlan KubernetesFaults { get; }

    public FaultPlan KafkaFaults { get; }

    public FaultPlan BusFaults { get; }

    /// <summary>A source of chance of its own, so that what one part draws does not shift the others.</summary>
    public static Random Branch(Random random) => new(random.Next());

    private FaultPlan Plan(Random random) => new(Branch(random), Clock, Trace);
}
