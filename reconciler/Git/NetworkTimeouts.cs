using System.Reflection;
using System.Runtime.InteropServices;
using LibGit2Sharp;

namespace GitOpsKafka.Reconciler.Git;

/// <summary>
/// Sets the network timeouts of libgit2, which are off by default: a server that accepts and then says nothing would hold the
/// thread for ever, because progress callbacks are called only when bytes arrive. LibGit2Sharp 0.32 does not expose them, so the
/// native function is called. They hold for the whole process; the longest that was asked for wins.
/// Source: git_libgit2_opts in https://github.com/libgit2/libgit2/blob/v1.8.4/include/git2/common.h.
/// </summary>
internal static class NetworkTimeouts
{
    private const int SetServerConnectTimeout = 39;
    private const int SetServerTimeout = 41;

    private static readonly Lock Gate = new();
    private static int _milliseconds;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int SetOption(int option, int value);

    /// <returns>Why it was not possible; null when it was done.</returns>
    public static string? AtLeast(TimeSpan timeout)
    {
        lock (Gate)
        {
            var wanted = (int)Math.Min(timeout.TotalMilliseconds, int.MaxValue);
            if (wanted <= _milliseconds)
                return null;
            if (Find() is not { } set)
                return "the native function was not found";
            if (set(SetServerConnectTimeout, wanted) < 0 || set(SetServerTimeout, wanted) < 0)
                return "libgit2 refused them";
            _milliseconds = wanted;
            return null;
        }
    }

    private static SetOption? Find()
    {
        // The function is variadic in C, and there Apple's ARM64 passes arguments in another way.
        if (OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64)
            return null;
        _ = GlobalSettings.Version; // Loads and starts libgit2.
        var name = typeof(Repository).Assembly.GetType("LibGit2Sharp.Core.NativeDllName")?.GetField("Name", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)?.GetValue(null) as string;
        return name is not null
            && NativeLibrary.TryLoad(name, typeof(Repository).Assembly, null, out var library)
            && NativeLibrary.TryGetExport(library, "git_libgit2_opts", out var function)
                ? Marshal.GetDelegateForFunctionPointer<SetOption>(function)
                : null;
    }
}
