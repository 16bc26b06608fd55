using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace GitOpsKafka.Tests.Unit;

/// <summary>Calls of a fake that the code under test has no need of: that it does not make them is part of what is tested.</summary>
internal static class Unexpected
{
    /// <param name="member">The member of the fake, filled in by the compiler.</param>
    public static Exception Call([CallerMemberName] string member = "") => FailException.ForFailure($"{member} was called, of which the code under test has no need");
}
