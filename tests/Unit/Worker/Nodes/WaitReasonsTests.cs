using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Worker.Nodes;

namespace GitOpsKafka.Tests.Unit.Worker.Nodes;

public sealed class WaitReasonsTests
{
    [Fact]
    public void Reason_is_new_once_until_it_or_the_object_changes_or_the_wait_ends()
    {
        var reasons = new WaitReasons();

        Assert.True(reasons.IsNew(Pod("one"), "no rack"));
        Assert.False(reasons.IsNew(Pod("one"), "no rack"));
        Assert.True(reasons.IsNew(Pod("one"), "no address"));
        Assert.True(reasons.IsNew(Pod("two"), "no address"));
        reasons.Forget(Pod("two"));
        Assert.True(reasons.IsNew(Pod("two"), "no address"));
    }

    private static KubeObject Pod(string uid) =>
        KubeObject.Of(ResourceType.Pods, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "orders-brokers-0", ["namespace"] = "streaming", ["uid"] = uid } });
}
