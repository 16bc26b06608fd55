namespace GitOpsKafka.Reconciler.Hooks;

/// <summary>Puts the hooks into a web application.</summary>
public static class HookEndpoints
{
    public const string GenericPath = "/hooks/generic";

    /// <summary><c>POST /hooks/generic</c>; needs <see cref="HookServices.AddHooks"/>.</summary>
    public static IEndpointConventionBuilder MapHooks(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(GenericPath, (HttpContext context, HookReceiver receiver) => receiver.ReceiveAsync(context));
}
