namespace GitOpsKafka.Simulation.Time;

/// <summary>A part of a simulated program ran on a thread other than the loop's. See <see cref="SimulationLoop"/> for what does that.</summary>
public sealed class ForeignThreadException(string message) : Exception(message);
