using System.Net;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Simulation.Nodes;

/// <summary>Writes to objects that somebody else may take away meanwhile: then there is nothing to do, and the next pass sees it.</summary>
internal static class Vanishing
{
    public static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (KubernetesApiException gone) when (gone.Status == HttpStatusCode.NotFound)
        {
        }
    }
}
