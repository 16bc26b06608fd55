using GitOpsKafka.TestCluster;

namespace GitOpsKafka.Tests.Unit.TestCluster;

/// <summary>The reader of metrics itself, with the example of the format's page and with texts that are none.</summary>
public sealed class PrometheusTextTests
{
    /// <summary>Source: https://prometheus.io/docs/instrumenting/exposition_formats/#text-format-example.</summary>
    private const string Example = """
        # HELP http_requests_total The total number of HTTP requests.
        # TYPE http_requests_total counter
        http_requests_total{method="post",code="200"} 1027 1395066363000
        http_requests_total{method="post",code="400"}    3 1395066363000

        # Escaping in label values:
        msdos_file_access_time_seconds{path="C:\\DIR\\FILE.TXT",error="Cannot find file:\n\"FILE.TXT\""} 1.458255915e9

        # Minimalistic line:
        metric_without_timestamp_and_labels 12.47

        # A weird metric from before the epoch:
        something_weird{problem="division by zero"} +Inf -3982045

        # A histogram, which has a pretty complex representation in the text format:
        # HELP http_request_duration_seconds A histogram of the request duration.
        # TYPE http_request_duration_seconds histogram
        http_request_duration_seconds_bucket{le="0.05"} 24054
        http_request_duration_seconds_bucket{le="0.1"} 33444
        http_request_duration_seconds_bucket{le="0.2"} 100392
        http_request_duration_seconds_bucket{le="0.5"} 129389
        http_request_duration_seconds_bucket{le="1"} 133988
        http_request_duration_seconds_bucket{le="+Inf"} 144320
        http_request_duration_seconds_sum 53423
        http_request_duration_seconds_count 144320

        # Finally a summary, which has a complex representation, too:
        # HELP rpc_duration_seconds A summary of the RPC duration in seconds.
        # TYPE rpc_duration_seconds summary
        rpc_duration_seconds{quantile="0.01"} 3102
        rpc_duration_seconds{quantile="0.99"} 76656
        rpc_duration_seconds_sum 1.7560473e+07
        rpc_duration_seconds_count 2693

        """;

    [Fact]
    public void Example_of_the_format_is_read()
    {
        var text = PrometheusText.Parse(Example);

        Assert.Equal(["http_request_duration_seconds", "http_requests_total", "metric_without_timestamp_and_labels", "msdos_file_access_time_seconds", "rpc_duration_seconds", "something_weird"], text.Families.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["counter", "histogram", "summary", "untyped"], new[] { "http_requests_total", "http_request_duration_seconds", "rpc_duration_seconds", "something_weird" }.Select(name => text.Families[name].Type));
        Assert.Equal("The total number of HTTP requests.", text.Families["http_requests_total"].Help);
        Assert.Equal("Cannot find file:\n\"FILE.TXT\"", text.Families["msdos_file_access_time_seconds"].Samples[0].Labels["error"]);
        Assert.Equal(@"C:\DIR\FILE.TXT", text.Families["msdos_file_access_time_seconds"].Samples[0].Labels["path"]);
        Assert.Equal(double.PositiveInfinity, text.Families["something_weird"].Samples[0].Value);
        Assert.Equal(1458255915, text.Families["msdos_file_access_time_seconds"].Samples[0].Value);
        Assert.Equal(17, text.Samples.Count());
    }

    [Theory]
    [InlineData("up 1\n")]
    [InlineData("up{} 1\n")]
    [InlineData("up{job=\"a\",} 1\n")]
    [InlineData("up { job = \"a\" } 1 -5\n")]
    [InlineData("up{job=\"a{}=,\"} NaN\n")]
    [InlineData("\n  \n# nothing\n#TYPE is no keyword without a blank\nup -1.5e-3\n")]
    [InlineData("")]
    public void Liberties_of_the_format_are_allowed(string text) => Assert.All(PrometheusText.Parse(text).Samples, sample => Assert.Equal("up", sample.Name));

    [Theory]
    [InlineData("up 1", "the last line does not end")]
    [InlineData("1up 1\n", "line 1: neither a comment nor a sample")]
    [InlineData("up\n", "neither a comment nor a sample")]
    [InlineData("up 1 2 3\n", "neither a comment nor a sample")]
    [InlineData("up 1 1.5\n", "neither a comment nor a sample")]
    [InlineData("up 0x10\n", "\"0x10\" is no number")]
    [InlineData("up 1,5\n", "\"1,5\" is no number")]
    [InlineData("up{job=a} 1\n", "neither a comment nor a sample")]
    [InlineData("up{job=\"a\" instance=\"b\"} 1\n", "neither a comment nor a sample")]
    [InlineData("up{,job=\"a\"} 1\n", "neither a comment nor a sample")]
    [InlineData("up{job=\"a\"b\"} 1\n", "neither a comment nor a sample")]
    [InlineData("up{a-b=\"a\"} 1\n", "neither a comment nor a sample")]
    [InlineData("up{job=\"a\",job=\"b\"} 1\n", "label job twice")]
    [InlineData("up{job=\"\\t\"} 1\n", "\\t is no escape")]
    [InlineData("up{job=\"a\"} 1\nup{job=\"a\"} 2\n", "line 2: up{job=a} twice")]
    [InlineData("up{a=\"1\",b=\"2\"} 1\nup{b=\"2\",a=\"1\"} 1\n", "twice")]
    [InlineData("# HELP\n", "HELP or TYPE without the name of a metric")]
    [InlineData("# TYPE up\n", "\"\" is no type")]
    [InlineData("# TYPE up info\n", "\"info\" is no type")]
    [InlineData("# TYPE up gauge\n# TYPE up gauge\n", "a second TYPE for up")]
    [InlineData("# HELP up a\n# HELP up b\n", "a second HELP for up")]
    [InlineData("# HELP up a \\q\n", "\\q is no escape")]
    [InlineData("up 1\n# TYPE up gauge\n", "TYPE after samples of up")]
    [InlineData("up 1\ndown 1\nup{a=\"b\"} 1\n", "line 3: lines of up do not stand together")]
    [InlineData("# TYPE up gauge\ndown 1\nup 1\n", "lines of up do not stand together")]
    [InlineData("# TYPE a_total counter\na_total -1\n", "counter a_total{} is -1")]
    [InlineData("# TYPE a_total counter\na_total NaN\n", "counter a_total{} is NaN")]
    [InlineData("# TYPE a summary\na 1\n", "summary a{} has no quantile")]
    [InlineData("# TYPE h histogram\nh 1\n", "plain sample h{}")]
    [InlineData("# TYPE h histogram\nh_bucket 1\nh_sum 1\nh_count 1\n", "bucket h_bucket{} has no bound")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\nh_count 1\n", "has no sum or count")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\n", "has no sum or count")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_sum 1\nh_count 1\n", "is not +Inf")]
    [InlineData("# TYPE h histogram\nh_sum 1\nh_count 1\n", "is not +Inf")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n", "are not cumulative")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"2\"} 1\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n", "are not cumulative")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 2\n", "counts 2, its last bucket 1")]
    [InlineData("# TYPE h histogram\nh_bucket{a=\"1\",le=\"+Inf\"} 1\nh_sum{a=\"1\"} 1\nh_count{a=\"1\"} 1\nh_bucket{a=\"2\",le=\"+Inf\"} 1\nh_sum{a=\"2\"} 1\n", "h{a=2} has no sum or count")]
    public void Everything_else_is_refused(string text, string problem) => Assert.Contains(problem, Assert.Throws<FormatException>(() => PrometheusText.Parse(text)).Message, StringComparison.Ordinal);
}
