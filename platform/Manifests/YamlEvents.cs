using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GitOpsKafka.Platform.Manifests;

/// <summary>What a scalar of the parser is before its text is looked at.</summary>
internal static class YamlEvents
{
    extension(Scalar scalar)
    {
        /// <summary>Quoted, a block, or tagged as string.</summary>
        public bool IsText() => scalar.Style != ScalarStyle.Plain || !scalar.Tag.IsEmpty;

        /// <summary>A string, and no merge key.</summary>
        public bool IsKeyOrdinary() => scalar.IsText() || (scalar.Value != "<<" && YamlScalars.Resolve(scalar.Value) is { Kind: ScalarKind.Text, Error: null });
    }
}
