using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Status;

namespace GitOpsKafka.Tests.Unit.Platform.Planning;

public sealed class VolumeGrowthTests
{
    [Fact]
    public void Plan_grows_the_claims_and_then_makes_the_StatefulSet_anew()
    {
        var change = Grown().PlanOf(Cluster("2Gi"));

        Assert.Null(change.Blocked);
        Assert.Equal(
            [
                "update KafkaCluster/streaming/orders: spec.brokers.storage.volumes[id=0].size",
                "grow volumes: data-0-orders-brokers-0 1Gi → 2Gi, data-0-orders-brokers-1 1Gi → 2Gi, data-0-orders-brokers-2 1Gi → 2Gi",
                "replace StatefulSet/streaming/orders-brokers, its pods run on: spec.volumeClaimTemplates[name=data-0].spec.resources.requests.storage",
            ],
            change.Effects.Select(effect => effect.Describe()));
        Assert.Equal(RiskClass.Safe, change.Risk);
    }

    [Fact]
    public void Plan_grows_volumes_of_controllers_and_of_several_disks()
    {
        var world = new World().Wants(Cluster("2Gi", "3Gi", "2Gi")).Has(Cluster("1Gi", "3Gi", "1Gi")).HasNodesOf(Cluster("1Gi", "3Gi", "1Gi"));

        var growth = Assert.Single(world.PlanOf(Cluster("2Gi", "3Gi", "2Gi")).Effects.OfType<Effect.ExpandVolumes>());

        Assert.Equal(
            ["data-0-orders-controllers-0", "data-0-orders-brokers-0", "data-0-orders-brokers-1", "data-0-orders-brokers-2"],
            growth.Claims.Select(claim => claim.Claim.Name));
    }

    [Fact]
    public void Claims_that_have_grown_stay_in_the_count_until_the_StatefulSet_is_made_anew()
    {
        var world = Grown().Has(Cluster("2Gi")).Edit(IsClaim(0), json => Grow(json, "2Gi", "2Gi")).Edit(IsClaim(1), json => Grow(json, "2Gi", "2Gi")).Edit(IsClaim(2), json => Grow(json, "2Gi", "1Gi"));

        var growth = Assert.Single(world.PlanOf(Cluster("2Gi")).Effects.OfType<Effect.ExpandVolumes>());

        Assert.Equal("2 of 3 claims grown; waiting for data-0-orders-brokers-2 (FileSystemResizePending)", growth.DescribeProgress());
        Assert.DoesNotContain(growth.Claims, claim => claim.MustAsk);
    }

    [Fact]
    public void Progress_of_many_claims_names_the_first_of_them()
    {
        var claims = Enumerable.Range(0, 7).Select(ordinal => new ClaimGrowth(
            new ObjectKey(ResourceType.PersistentVolumeClaims, "streaming", $"data-0-orders-brokers-{ordinal}"), "", "fast", Quantity.Parse("1Gi"), Quantity.Parse("1Gi"), Quantity.Parse("2Gi"), null));

        Assert.EndsWith("data-0-orders-brokers-4 and 2 more", new Effect.ExpandVolumes([.. claims]).DescribeProgress());
    }

    [Fact]
    public void Plan_goes_on_where_a_growth_was_cut_short()
    {
        var asked = Grown().Has(Cluster("2Gi")).Edit(IsClaim(), json => Grow(json, "2Gi", "2Gi"));

        Assert.Equal(["ReplaceObject"], Kinds(asked.PlanOf(Cluster("2Gi"))));

        var gone = asked.HasNot(key => key is { Type.Kind: "StatefulSet", Name: "orders-brokers" });

        Assert.Equal(["create StatefulSet/streaming/orders-brokers"], gone.PlanOf(Cluster("2Gi")).Effects.Select(effect => effect.Describe()));
    }

    [Fact]
    public void Plan_is_empty_when_all_have_grown()
    {
        Assert.True(new World().Wants(Cluster("2Gi")).Has(Cluster("2Gi")).HasNodesOf(Cluster("2Gi")).Plan().IsEmpty);
    }

    [Fact]
    public void A_larger_volume_than_wanted_is_left_alone()
    {
        var world = new World().Wants(Cluster("2Gi")).Has(Cluster("2Gi")).HasNodesOf(Cluster("2Gi")).Edit(IsClaim(1), json => Grow(json, "5Gi", "5Gi"));

        Assert.True(world.Plan().IsEmpty);
    }

    [Fact]
    public void A_claim_that_waits_for_its_first_volume_does_not_grow()
    {
        var world = new World().Wants(Cluster("2Gi")).Has(Cluster("2Gi")).HasNodesOf(Cluster("2Gi")).Edit(IsClaim(1), json => json["status"] = new JsonObject { ["phase"] = "Pending" });

        Assert.True(world.Plan().IsEmpty);
    }

    [Fact]
    public void A_small_claim_from_an_earlier_time_grows_and_is_no_reason_to_make_the_StatefulSet_anew()
    {
        var world = new World().Wants(Cluster("2Gi")).Has(Cluster("2Gi")).HasNodesOf(Cluster("2Gi")).Edit(IsClaim(2), json => Grow(json, "1Gi", "1Gi"));

        var change = world.PlanOf(Cluster("2Gi"));

        Assert.Equal(ChangeOperation.Restore, change.Operation);
        Assert.Equal("PersistentVolumeClaim/streaming/data-0-orders-brokers-2: spec.resources.requests.storage", Assert.Single(change.Deltas).Path);
        Assert.Equal(["ExpandVolumes"], Kinds(change));
    }

    [Fact]
    public void Plan_blocks_growth_that_the_storage_class_does_not_allow()
    {
        var blocked = Grown().HasStorageClass("standard", allowsGrowth: false).PlanOf(Cluster("2Gi")).Blocked;

        Assert.Equal("VolumesCannotGrow", blocked?.Code);
        Assert.Contains("storage class standard does not let volumes grow (data-0-orders-brokers-0 1Gi → 2Gi): set allowVolumeExpansion: true", blocked!.Explanation);
        Assert.Null(Grown().HasStorageClass("standard", allowsGrowth: true).PlanOf(Cluster("2Gi")).Blocked);
    }

    [Fact]
    public void Plan_blocks_growth_of_a_volume_without_a_class()
    {
        var blocked = Grown().Edit(IsClaim(), json => json["spec"]!.AsObject().Remove("storageClassName")).PlanOf(Cluster("2Gi")).Blocked;

        Assert.Equal("VolumesCannotGrow", blocked?.Code);
        Assert.Contains("of no storage class", blocked!.Explanation);
    }

    [Theory]
    [InlineData("512Mi", null)]
    [InlineData("1Gi", "fast")]
    [InlineData("2Gi", "fast")]
    public void Plan_blocks_every_other_change_of_volumes(string size, string? storageClass)
    {
        var wanted = Cluster(size, storageClass: storageClass);

        var change = new World().Wants(wanted).Has(Cluster("1Gi")).HasNodesOf(Cluster("1Gi")).PlanOf(wanted);

        Assert.Equal("StorageChange", change.Blocked?.Code);
    }

    [Fact]
    public void Brokers_do_not_go_unseen_while_their_StatefulSet_is_made_anew()
    {
        var fewer = World.Cluster(brokers: 1);
        var world = new World().Wants(fewer).Has(World.Cluster()).HasNodesOf(World.Cluster()).HasNot(key => key is { Type.Kind: "StatefulSet", Name: "orders-brokers" });

        Assert.Equal("PlacementUnknown", world.PlanOf(fewer).Blocked?.Code);
    }

    [Fact]
    public void Status_tells_how_far_the_growth_is_when_no_worker_does()
    {
        var world = Grown().Has(Cluster("2Gi"), json => json["metadata"]!["generation"] = 2).Edit(IsClaim(0), json => Grow(json, "2Gi", "2Gi"));
        var live = world.Observed.Find(Cluster("2Gi").Manifest.Key)!;

        var status = ClusterStatus.Of(live, world.Observed, null, DateTimeOffset.UnixEpoch);

        var reconciling = Assert.Single(status.Conditions, condition => condition.Type == "Reconciling");
        Assert.Equal("VolumesGrowing", reconciling.Reason);
        Assert.Equal("1 of 3 claims grown; waiting for data-0-orders-brokers-1, data-0-orders-brokers-2", reconciling.Message);
    }

    /// <summary>Brokers have 1Gi and shall have 2Gi.</summary>
    private static World Grown() => new World().Wants(Cluster("2Gi")).Has(Cluster("1Gi")).HasNodesOf(Cluster("1Gi"));

    private static IEnumerable<string> Kinds(Change change) => change.Effects.Select(effect => effect.GetType().Name);

    private static Func<ObjectKey, bool> IsClaim(int? ordinal = null) =>
        key => key.Type == ResourceType.PersistentVolumeClaims && key.Name.Contains("-brokers-", StringComparison.Ordinal) && (ordinal is null || key.Name.EndsWith($"-{ordinal}", StringComparison.Ordinal));

    private static void Grow(JsonObject claim, string requested, string capacity)
    {
        claim["spec"]!["resources"]!["requests"]!["storage"] = requested;
        claim["status"]!["capacity"]!["storage"] = capacity;
        if (requested != capacity)
            claim["status"]!["conditions"] = new JsonArray(new JsonObject { ["type"] = "FileSystemResizePending", ["status"] = "True" });
    }

    private static DesiredResource Cluster(string size, string? second = null, string controllers = "1Gi", string? storageClass = null) => World.Desired($$"""
        {"apiVersion":"gitopskafka.io/v1alpha1","kind":"KafkaCluster","metadata":{"name":"orders","namespace":"streaming"},
         "spec":{"version":"4.2.1","controllers":{"replicas":1,"storage":{"volumes":[{"id":0,"size":"{{controllers}}"}] } },
          "brokers":{"replicas":3,"storage":{"volumes":[{"id":0,"size":"{{size}}"{{(storageClass is null ? "" : $",\"class\":\"{storageClass}\"")}} }{{(second is null ? "" : $",{{\"id\":1,\"size\":\"{second}\"}}")}}] } } } }
        """);
}
