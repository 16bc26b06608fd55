using System.Net;

namespace GitOpsKafka.Platform.Ports;

/// <summary>The API server refused a request, or could not be asked.</summary>
/// <param name="status">HTTP status; 0 when there was no answer.</param>
/// <param name="reason">The <c>reason</c> of the Status object: Conflict, Invalid, Expired …</param>
public sealed class KubernetesApiException(HttpStatusCode status, string reason, string message, Exception? inner = null) : Exception(message, inner)
{
    public HttpStatusCode Status => status;

    public string Reason => reason;

    public bool IsConflict => status == HttpStatusCode.Conflict;

    /// <summary>The version to watch from is too old (410 Gone): list again.</summary>
    public bool IsExpired => status == HttpStatusCode.Gone;

    /// <summary>The same request can never succeed: the object itself is refused (400, 403, 404 of the type, 422).</summary>
    public bool IsRefusal => status is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity
        or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.MethodNotAllowed;
}
