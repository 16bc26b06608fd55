using System.Security.Authentication;
using System.Security.Cryptography;
using GitOpsKafka.Cluster.Kafka.Protocol;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Tests.Unit.Cluster.Kafka.Protocol;

/// <summary>Who we are, by the examples of RFC 7677 and byte by byte as https://kafka.apache.org/protocol#sasl_handshake writes it.</summary>
public sealed class SaslTests
{
    private const string Nonce = "rOprNGfwEbeRWgbNEkqO";
    private const string Challenge = $"r={Nonce}%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
    private const string Final = $"c=biws,r={Nonce}%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=";

    /// <summary>The second is computed by Python's hashlib and hmac from what the RFC gives for the first.</summary>
    [Theory]
    [InlineData("SHA256", "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=", "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")]
    [InlineData("SHA512", "gMGXRcevScNtxZ6/8lQYpGtnsNAc3mGcmNomv+xnoOMw+3R2xNJdMNnzMlTN8PPC6wdp6dybEmDYXYTxwnYPJQ==", "ZQnYEgWQMFmmsM8aQMF0nDDCy/AgCzkwk8CmMZYcMg0vSVlKDanekLtifDSeVGT4+5ZxXnJq199RVG2rR7N7Zw==")]
    public void Both_prove_that_they_know_the_password(string hash, string proof, string signature)
    {
        var scram = new ScramClient(new HashAlgorithmName(hash), "user", "pencil", Nonce);

        Assert.Equal($"n,,n=user,r={Nonce}", scram.First);
        Assert.Equal(Final + proof, scram.Answer(Challenge));
        scram.Verify("v=" + signature);
        Assert.Throws<AuthenticationException>(() => scram.Verify("v=" + proof));
    }

    [Fact]
    public void Names_are_written_without_commas_and_signs_of_equality() =>
        Assert.Equal("n,,n=a=2Cb=3Dc,r=n", new ScramClient(HashAlgorithmName.SHA512, "a,b=c", "p", "n").First);

    [Theory]
    [InlineData("r=somebody,s=W22Z,i=4096")]
    [InlineData($"r={Nonce},s=W22Z,i=4096")]
    [InlineData($"r={Nonce}x,s=W22Z,i=4095")]
    [InlineData($"r={Nonce}x,s=W22Z,i=16385")]
    [InlineData($"r={Nonce}x,s=W22Z,i=many")]
    public void Broker_that_is_not_to_be_trusted_learns_nothing(string challenge) => Assert.Throws<AuthenticationException>(() => Scram().Answer(challenge));

    [Theory]
    [InlineData("")]
    [InlineData("e=other-error")]
    [InlineData($"r={Nonce}x,s=W22Z")]
    [InlineData($"r={Nonce}x,s=!,i=4096")]
    public void Challenge_that_is_none_cannot_be_read(string challenge) => Assert.Throws<IOException>(() => Scram().Answer(challenge));

    [Fact]
    public void Verdict_before_the_answer_proves_nothing() => Assert.Throws<AuthenticationException>(() => Scram().Verify("v="));

    [Fact]
    public void Conversation_is_written_byte_by_byte()
    {
        Assert.Equal(Hex("0000001c 0011 0001 00000000 000b 6769746f70736b61666b61 0005 504c41494e"), Convert.ToHexStringLower(SaslMessage.Handshake("PLAIN")));
        Assert.Equal(Hex("0000001b 0024 0002 00000000 000b 6769746f70736b61666b61 00 04 616263 00"), Convert.ToHexStringLower(SaslMessage.Authenticate("abc"u8)));
        SaslMessage.ReadHandshake("PLAIN", Bytes("00000000 0000 00000001 0005 504c41494e"));
        Assert.Equal("abc"u8.ToArray(), SaslMessage.ReadAuthenticate(Bytes("00000000 00 0000 00 04 616263 0000000000000000 00")));
        Assert.Throws<IOException>(() => SaslMessage.ReadAuthenticate(Bytes("00000000 00 0000 00 04 6162")));
        Assert.Throws<IOException>(() => SaslMessage.ReadHandshake("PLAIN", Bytes("00000000 00")));
    }

    [Theory]
    [InlineData("00000000 0021 00000000", "", "UnsupportedSaslMechanism: PLAIN")]
    [InlineData("00000000 0000 00000000", "00000000 00 003a 03 6e6f 01 0000000000000000 00", "SaslAuthenticationFailed: no")]
    public async Task Refusal_is_worth_another_look_and_tells_no_password(string handshake, string authenticate, string message)
    {
        await using var broker = new ScriptedBroker(7, (key, _) => key == 17 ? handshake : authenticate);
        var calls = new BrokerCalls(null, TimeSpan.FromSeconds(1), new SaslCredentials(SaslMechanism.Plain, "anna", "pencil"));

        var failure = await Assert.ThrowsAsync<KafkaAdminException>(() => calls.AskAsync(broker.View, UnregisterMessage.Of(1), default));

        Assert.Equal(($"unregister broker 1: broker 7: {message}", false), (failure.Message, failure.IsRefusal));
        Assert.DoesNotContain("pencil", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Credentials_show_no_password() => Assert.Equal("anna by SCRAM-SHA-512", new SaslCredentials(SaslMechanism.ScramSha512, "anna", "pencil").ToString());

    private static ScramClient Scram() => new(HashAlgorithmName.SHA256, "user", "pencil", Nonce);

    private static string Hex(string hex) => hex.Replace(" ", "", StringComparison.Ordinal);

    private static byte[] Bytes(string hex) => Convert.FromHexString(Hex(hex));
}
