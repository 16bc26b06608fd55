using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Tests.Unit.Reconciler.Git;

/// <summary>Keeps the lines that were logged, with their exceptions.</summary>
internal sealed class MemoryLog<T> : ILogger<T>
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{logLevel} {eventId.Id} {formatter(state, exception)} {exception}");
}
