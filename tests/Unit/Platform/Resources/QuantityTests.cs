using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Tests.Unit.Platform.Resources;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("1Gi", "1024Mi")]
    [InlineData("1", "1000m")]
    [InlineData("1e3", "1k")]
    [InlineData("0.5", "500m")]
    [InlineData("2.5Gi", "2560Mi")]
    [InlineData("5E", "5000P")]
    public void Quantities_are_equal_when_the_amounts_are(string left, string right) => Assert.Equal(Quantity.Parse(left), Quantity.Parse(right));

    [Theory]
    [InlineData("")]
    [InlineData("Gi")]
    [InlineData("1GiB")]
    [InlineData("1 Gi")]
    [InlineData("0x10")]
    [InlineData("1e99")]
    [InlineData("99999999999999999999E")]
    public void Text_that_is_no_quantity_is_refused(string text) => Assert.False(Quantity.TryParse(text, out _));

    [Fact]
    public void Quantity_keeps_its_text() => Assert.Equal("1024Mi", Quantity.Parse("1024Mi").ToString());
}
