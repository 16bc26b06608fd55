namespace GitOpsKafka.Benchmarks;

/// <summary>The checkout that the benchmarks were built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new InvalidOperationException("the benchmarks do not run from a checkout")
        : File.Exists(Path.Combine(folder.FullName, "GitOpsKafka.sln")) ? folder.FullName
        : Find(folder.Parent);
}
