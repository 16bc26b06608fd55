using System.Collections.Frozen;

namespace GitOpsKafka.Platform.Events;

/// <summary>CloudEvents type → record. A test holds it complete.</summary>
internal static class EventTypes
{
    public static FrozenDictionary<string, Type> ByName { get; } = new Dictionary<string, Type>
    {
        [PlatformEvent.RevisionObserved.TypeName] = typeof(PlatformEvent.RevisionObserved),
        [PlatformEvent.RevisionRejected.TypeName] = typeof(PlatformEvent.RevisionRejected),
        [PlatformEvent.ChangeRequested.TypeName] = typeof(PlatformEvent.ChangeRequested),
        [PlatformEvent.ChangeBlocked.TypeName] = typeof(PlatformEvent.ChangeBlocked),
        [PlatformEvent.ChangeStarted.TypeName] = typeof(PlatformEvent.ChangeStarted),
        [PlatformEvent.ChangeProgressed.TypeName] = typeof(PlatformEvent.ChangeProgressed),
        [PlatformEvent.ChangeApplied.TypeName] = typeof(PlatformEvent.ChangeApplied),
        [PlatformEvent.ChangeFailed.TypeName] = typeof(PlatformEvent.ChangeFailed),
        [PlatformEvent.ChangeSuperseded.TypeName] = typeof(PlatformEvent.ChangeSuperseded),
        [PlatformEvent.ChangeUnchanged.TypeName] = typeof(PlatformEvent.ChangeUnchanged),
        [PlatformEvent.DriftDetected.TypeName] = typeof(PlatformEvent.DriftDetected),
        [PlatformEvent.AdmissionJudged.AllowedTypeName] = typeof(PlatformEvent.AdmissionJudged),
        [PlatformEvent.AdmissionJudged.DeniedTypeName] = typeof(PlatformEvent.AdmissionJudged),
    }.ToFrozenDictionary();
}
