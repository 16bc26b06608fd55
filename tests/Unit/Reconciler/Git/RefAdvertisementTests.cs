using System.Text;
using CsCheck;
using GitOpsKafka.Reconciler.Git;

namespace GitOpsKafka.Tests.Unit.Reconciler.Git;

public sealed class RefAdvertisementTests
{
    private static readonly string One = new('1', 40);
    private static readonly string Two = new('2', 40);

    [Fact]
    public void Advertisement_gives_branches_and_the_default_one()
    {
        var refs = RefAdvertisement.Parse(Bytes("# service=git-upload-pack\n", null, $"{One} HEAD\0multi_ack symref=HEAD:refs/heads/main agent=git/2\n", $"{One} refs/heads/main\n", $"{Two} refs/heads/production/eu\n", $"{Two} refs/tags/v1\n", $"{One} refs/tags/v1^{{}}\n", null));

        Assert.Equal("main", refs.Head);
        Assert.Equal(new Dictionary<string, string> { ["main"] = One, ["production/eu"] = Two }, refs.Branches);
    }

    [Fact]
    public void Repository_without_commits_has_no_branches() =>
        Assert.Empty(RefAdvertisement.Parse(Bytes("# service=git-upload-pack\n", null, $"{new string('0', 40)} capabilities^{{}}\0symref=HEAD:refs/heads/main\n", null)).Branches);

    [Fact]
    public void Any_other_bytes_are_refused_or_read_and_never_crash() =>
        Gen.OneOf(Gen.Byte.Array[0, 200], Gen.String[Gen.Char["0123456789abcdef \0\n"], 0, 200].Select(Encoding.ASCII.GetBytes)).Sample(bytes =>
        {
            try
            {
                RefAdvertisement.Parse(bytes);
            }
            catch (FormatException)
            {
            }
        });

    private static byte[] Bytes(params string?[] lines) =>
        Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line is null ? "0000" : $"{Encoding.UTF8.GetByteCount(line) + 4:x4}{line}")));
}
