using System.Runtime.InteropServices;

namespace GitOpsKafka.Platform.Manifests;

/// <summary>A place in a file. Line and column count from 1, columns in UTF-16 units; 0 means the file as a whole. Immutable.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TextPosition(int Line, int Column);
