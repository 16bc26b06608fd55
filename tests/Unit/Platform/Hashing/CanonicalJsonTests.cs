using System.Text;
using System.Text.Json;
using GitOpsKafka.Platform.Hashing;

namespace GitOpsKafka.Tests.Unit.Platform.Hashing;

public sealed class CanonicalJsonTests
{
    /// <summary>Examples of RFC 8785, sections 3.2.2 and 3.2.3 and appendix B.</summary>
    [Theory]
    [InlineData("""{"b":1,"a":2}""", """{"a":2,"b":1}""")]
    [InlineData("[ 56.0 , 1E30, 4.50, 2e-3, 0.000000000000000000000000001 ]", "[56,1e+30,4.5,0.002,1e-27]")]
    [InlineData("333333333.33333329", "333333333.3333333")]
    [InlineData("[-0.0, 1e21, 1e20, 123e-8, -1.5]", "[0,1e+21,100000000000000000000,0.00000123,-1.5]")]
    [InlineData("[9007199254740991, 9007199254740993, 295147905179352830000]", "[9007199254740991,9007199254740992,295147905179352830000]")]
    [InlineData(""" "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/" """, "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"")]
    [InlineData("""{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}""", "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"\u00f6\":7,\"\u20ac\":1,\"\ud83d\ude00\":5,\"\ufb33\":3}")]
    [InlineData("[true, false, null, {}, []]", "[true,false,null,{},[]]")]
    public void Json_is_written_in_its_one_form(string json, string expected) => Assert.Equal(expected, Encoding.UTF8.GetString(CanonicalJson.Write(Parse(json))));

    [Fact]
    public void Hash_does_not_depend_on_layout() => Assert.Equal(CanonicalJson.Hash(Parse("""{"a":1,"b":[1,2]}""")), CanonicalJson.Hash(Parse("""{ "b": [1, 2.0], "a": 1e0 }""")));

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
