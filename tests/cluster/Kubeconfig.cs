namespace GitOpsKafka.TestCluster;

/// <summary>Kubeconfig files with a bearer token and a verified server.</summary>
public static class Kubeconfig
{
    /// <summary>Writes one and returns its path. JSON's flow style is YAML, and needs no quoting of its own.</summary>
    public static string Write(string path, Uri server, string caBundle, string token, string user = "admin")
    {
        File.WriteAllText(path, $$$"""
            apiVersion: v1
            kind: Config
            clusters: [{name: test, cluster: {server: "{{{server.GetLeftPart(UriPartial.Authority)}}}", certificate-authority-data: {{{caBundle}}}}}]
            users: [{name: "{{{user}}}", user: {token: "{{{token}}}"}}]
            contexts: [{name: test, context: {cluster: test, user: "{{{user}}}"}}]
            current-context: test

            """);
        return path;
    }
}
