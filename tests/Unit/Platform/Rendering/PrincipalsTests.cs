using System.Text.RegularExpressions;
using GitOpsKafka.Platform.Rendering;

namespace GitOpsKafka.Tests.Unit.Platform.Rendering;

/// <summary>What Kafka makes of the subjects of certificates. A real broker tries the same in the integration tests.</summary>
public sealed partial class PrincipalsTests
{
    [Theory]
    [InlineData("CN=billing", "billing")]
    [InlineData("CN=billing,O=Example", "billing")]
    [InlineData("CN=gitopskafka-node-exporter", "gitopskafka-node-exporter")]
    [InlineData("CN=my-gitopskafka-node", "my-gitopskafka-node")]
    [InlineData("O=Example,CN=billing", "O=Example,CN=billing")]
    public void Client_is_its_common_name(string subject, string principal) => Assert.Equal(principal, Client(subject));

    [Theory]
    [InlineData("CN=gitopskafka-node")]
    [InlineData("CN=gitopskafka-operator")]
    [InlineData("CN=gitopskafka-node,O=Example")]
    [InlineData("CN=gitopskafka-operator,CN=billing")]
    [InlineData("CN=gitopskafka-operator,")]
    [InlineData("O=Example,CN=gitopskafka-operator")]
    [InlineData("CN=gitopskafka-operator\n")]
    [InlineData("CN=gitopskafka-operator,O=a\nb")]
    public void Client_never_has_one_of_our_names(string subject)
    {
        var principal = Client(subject);

        Assert.NotEqual(Principals.Node, principal);
        Assert.NotEqual(Principals.Operator, principal);
        Assert.Contains("gitopskafka-", principal);
    }

    /// <summary>As Kafka's SslPrincipalMapper does: the first rule whose pattern matches the whole subject, else the subject.</summary>
    private static string Client(string subject)
    {
        var rule = RuleShape().Match(Principals.MappingOfClients);
        Assert.True(rule.Success);
        var match = Regex.Match(subject, $@"\A(?:{rule.Groups["pattern"].Value})\z");
        return match.Success ? match.Result(rule.Groups["replacement"].Value) : subject;
    }

    [GeneratedRegex("^RULE:(?<pattern>[^/]+)/(?<replacement>[^/]+)/,DEFAULT$")]
    private static partial Regex RuleShape();
}
