namespace GitOpsKafka.Simulation.Time;

/// <summary>A simulated program took more steps or more time than it was given.</summary>
public sealed class SimulationLimitException(string message) : Exception(message);
