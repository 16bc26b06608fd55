using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GitOpsKafka.Platform.Resources;

/// <summary>A port on which clients reach the brokers. Immutable.</summary>
public sealed record Listener
{
    /// <summary>What a cluster has that names none.</summary>
    public static Listener Plain { get; } = new() { Name = "plain", Port = 9092 };

    [ListKey, Required, MaxLength(11), RegularExpression("^[a-z][a-z0-9]{0,10}$", ErrorMessage = "must be a letter and up to 10 letters or digits, such as external")]
    [Description("Name, unique in the list; part of the names of Services.")]
    public string Name { get; init; } = "";

    [Required, Range(9092, 65535), Description("Port of the brokers, 9092 to 65535, unique in the list.")]
    public int Port { get; init; }

    [DefaultValue(ListenerType.Internal), Description("From where it is reached: internal, nodeport, loadbalancer or ingress.")]
    public ListenerType Type { get; init; }

    [DefaultValue(false), Description("Encrypts the connection with the certificates of the cluster CA.")]
    public bool Tls { get; init; }

    [Description("How clients prove who they are. Left out: they are anonymous.")]
    public ListenerAuthentication? Authentication { get; init; }

    [Description("What is special to a listener that is reached from outside.")]
    public ExternalAccess? External { get; init; }
}
