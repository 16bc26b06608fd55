using System.Text.Json.Nodes;
using GitOpsKafka.Cli.Desired;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Cli.Output;

/// <summary>
/// Problems as SARIF 2.1.0, which code hosts show beside the lines of a pull request. Pure.
/// Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
/// </summary>
internal static class SarifText
{
    public static string Write(CheckedManifests found, string version)
    {
        var rules = found.Problems.Select(problem => problem.Error.RuleId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var log = new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject { ["driver"] = new JsonObject { ["name"] = "gitopskafka", ["semanticVersion"] = version, ["rules"] = new JsonArray([.. rules.Select(Rule)]) } },
                ["columnKind"] = "utf16CodeUnits",
                ["results"] = new JsonArray([.. found.Problems.Select(problem => Result(problem, rules.IndexOf(problem.Error.RuleId)))]),
            }),
        };
        return Documents.Json(log);
    }

    private static JsonObject Rule(string id)
    {
        var rule = new JsonObject { ["id"] = id };
        if (RuleSet.All.FirstOrDefault(known => known.Id == id) is not { } info)
            return rule;
        rule["shortDescription"] = Message(info.Title);
        rule["fullDescription"] = Message(info.Why);
        rule["defaultConfiguration"] = new JsonObject { ["level"] = info.Severity == Severity.Deny ? "error" : "warning" };
        return rule;
    }

    private static JsonObject Result(Problem problem, int ruleIndex) => new()
    {
        ["ruleId"] = problem.Error.RuleId,
        ["ruleIndex"] = ruleIndex,
        ["level"] = problem.Severity,
        ["message"] = Message(problem.Text),
        ["locations"] = new JsonArray(new JsonObject { ["physicalLocation"] = Location(problem) }),
    };

    private static JsonObject Location(Problem problem)
    {
        var location = new JsonObject { ["artifactLocation"] = new JsonObject { ["uri"] = Uri(problem.Error.File) } };
        if (problem.Error.Line > 0)
            location["region"] = new JsonObject { ["startLine"] = problem.Error.Line, ["startColumn"] = problem.Error.Column };
        return location;
    }

    private static JsonObject Message(string text) => new() { ["text"] = text };

    private static string Uri(string file) => (file.StartsWith('/') ? "file://" : "") + string.Join('/', file.Split('/').Select(System.Uri.EscapeDataString));
}
