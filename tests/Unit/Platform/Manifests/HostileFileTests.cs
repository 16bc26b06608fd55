using System.Diagnostics;
using System.Text;
using GitOpsKafka.Platform.Manifests;

namespace GitOpsKafka.Tests.Unit.Platform.Manifests;

public sealed class HostileFileTests
{
    [Fact]
    public void File_of_50_MB_is_refused_without_being_read()
    {
        var content = new byte[50_000_000];
        var before = GC.GetAllocatedBytesForCurrentThread();

        var errors = Errors(content);

        Assert.Equal(["big.yaml: the file has 50000000 bytes; at most 4194304 are read; split it [YAML-04]"], errors);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void Alias_bomb_is_refused_before_it_is_expanded()
    {
        var bomb = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (var level = 1; level < 10; level++)
            bomb.Append($"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n");

        Assert.Equal(["big.yaml:5:25: the document has more than 50000 values, aliases expanded; split it [YAML-10]"], Errors(bomb.ToString()));
    }

    [Fact]
    public void Alias_of_a_long_text_is_refused_before_it_is_expanded() =>
        Assert.Equal(
            ["big.yaml:2:17: the document has more than 4194304 characters, aliases expanded; split it [YAML-10]"],
            Errors($"a: &a {new string('x', 1_000_000)}\nb: [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n"));

    [Fact]
    public void Deep_nesting_is_refused() =>
        Assert.Equal(["big.yaml:1:65: more than 64 objects and lists inside each other [YAML-11]"], Errors(new string('[', 1_000_000)));

    [Fact]
    public void Deep_nesting_through_aliases_is_refused() =>
        Assert.Equal(
            ["big.yaml:2:44: more than 64 objects and lists inside each other [YAML-11]"],
            Errors($"a: &a {new string('[', 30)}{new string(']', 30)}\nb: {new string('[', 40)}*a{new string(']', 40)}\n"));

    [Fact]
    public void Too_many_documents_are_refused() =>
        Assert.Equal(["big.yaml:1001:1: the file has more than 1000 documents; split it [YAML-05]"], Errors(string.Concat(Enumerable.Repeat("---\n", 2_000))));

    [Fact]
    public void Byte_that_is_not_UTF8_is_named_with_its_place() =>
        Assert.Equal(["big.yaml:2:7: byte 0xE9 at offset 11 is not UTF-8; save the file as UTF-8 [YAML-03]"], Errors(Encoding.Latin1.GetBytes("a: 1\nb: caf\u00e9\n")));

    [Fact]
    public void UTF16_is_refused() =>
        Assert.Equal(["big.yaml: the file is UTF-16; save it as UTF-8 [YAML-03]"], Errors([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("a: 1\n")]));

    [Theory]
    [InlineData("? ")]
    [InlineData("- ")]
    [InlineData("{")]
    [InlineData("a: {")]
    [InlineData("[[]")]
    [InlineData("\"")]
    [InlineData("'")]
    [InlineData("!")]
    [InlineData("&a ")]
    [InlineData("*a ")]
    [InlineData("|\n")]
    [InlineData("#\n")]
    [InlineData("a:\n")]
    [InlineData("- a\n")]
    [InlineData("- ''\n")]
    [InlineData("...\n")]
    [InlineData("x")]
    [InlineData(" ")]
    [InlineData("\\")]
    [InlineData("a, ")]
    [InlineData("]")]
    [InlineData("1")]
    [InlineData("? a\n: b\n")]
    public void Any_monotonous_megabyte_is_read_quickly(string piece)
    {
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length)));
        var clock = Stopwatch.StartNew();

        ManifestParser.Parse("big.yaml", content, ManifestLimits.Default);

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
    }

    private static string[] Errors(string content) => Errors(Encoding.UTF8.GetBytes(content));

    private static string[] Errors(byte[] content) => [.. ManifestParser.Parse("big.yaml", content, ManifestLimits.Default).Errors.Select(error => error.ToString())];
}
