using GitOpsKafka.Reconciler.Git;

namespace GitOpsKafka.Tests.Unit.Reconciler.Git;

public sealed class RevisionSequenceTests
{
    private readonly RevisionSequence _sequence = new();

    [Fact]
    public void The_commit_that_the_cluster_remembers_keeps_its_number()
    {
        _sequence.RaiseTo(7, "aaaa");

        Assert.Equal(7, _sequence.Next("aaaa", 3));
    }

    [Fact]
    public void Another_commit_gets_a_higher_number_though_the_branch_is_shorter()
    {
        _sequence.RaiseTo(7, "aaaa");

        Assert.Equal(8, _sequence.Next("bbbb", 3));
    }
}
