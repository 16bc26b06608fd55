namespace GitOpsKafka.Simulation.Faults;

/// <summary>The process that made the call is gone: nothing that it does after this counts.</summary>
public sealed class SimulatedCrashException(string message) : Exception(message);
