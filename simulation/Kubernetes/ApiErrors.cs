using System.Net;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Simulation.Kubernetes;

/// <summary>Refusals in the words of the API server. Source: https://github.com/kubernetes/apimachinery/blob/master/pkg/api/errors/errors.go.</summary>
internal static class ApiErrors
{
    public static KubernetesApiException NotFound(ObjectKey key) => new(HttpStatusCode.NotFound, "NotFound", $"{key.Type} \"{key.Name}\" not found");

    public static KubernetesApiException AlreadyExists(ObjectKey key) => new(HttpStatusCode.Conflict, "AlreadyExists", $"{key.Type} \"{key.Name}\" already exists");

    public static KubernetesApiException Conflict(ObjectKey key, string message) =>
        new(HttpStatusCode.Conflict, "Conflict", $"Operation cannot be fulfilled on {key.Type} \"{key.Name}\": {message}");

    public static KubernetesApiException Modified(ObjectKey key) =>
        Conflict(key, "the object has been modified; please apply your changes to the latest version and try again");

    public static KubernetesApiException OtherUid(ObjectKey key, string wanted, string found) =>
        Conflict(key, $"Precondition failed: UID in precondition: {wanted}, UID in object meta: {found}");

    public static KubernetesApiException Invalid(ObjectKey key, string message) =>
        new(HttpStatusCode.UnprocessableEntity, "Invalid", $"{key.Type.Kind}{(key.Type.Group.Length > 0 ? "." + key.Type.Group : "")} \"{key.Name}\" is invalid: {message}");

    public static KubernetesApiException BadRequest(string message) => new(HttpStatusCode.BadRequest, "BadRequest", message);

    public static KubernetesApiException Expired(long version, long oldest) =>
        new(HttpStatusCode.Gone, "Expired", $"too old resource version: {version} ({oldest})");

    public static KubernetesApiException Denied(string webhook, int code, string reason, string message) =>
        new((HttpStatusCode)code, reason, $"admission webhook \"{webhook}\" denied the request: {message}");
}
