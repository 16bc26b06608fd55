namespace GitOpsKafka.Simulation.Time;

/// <summary>A simulated program waits for something that can never come.</summary>
public sealed class SimulationDeadlockException(string message) : Exception(message);
