namespace GitOpsKafka.Tests.Unit.Cluster.Kafka.Protocol;

/// <summary>Requests and answers as they are written in tests: bytes in hexadecimal, with spaces where it helps.</summary>
internal static class Hex
{
    public static byte[] Bytes(string hex) => Convert.FromHexString(string.Concat(hex.Where(character => !char.IsWhiteSpace(character))));

    public static void AssertBytes(string expected, byte[] actual) => Assert.Equal(Convert.ToHexStringLower(Bytes(expected)), Convert.ToHexStringLower(actual));
}
