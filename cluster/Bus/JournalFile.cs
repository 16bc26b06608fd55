using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using Microsoft.Win32.SafeHandles;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>
/// An append-only file of entries, each with its length and CRC-32C before it. What a crash left half written at the end is cut off on
/// opening. Not thread-safe, but <see cref="Flush"/> may run beside <see cref="Append"/>.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    private const int HeaderBytes = 8;

    private readonly SafeFileHandle _handle;

    private JournalFile(SafeFileHandle handle, long length) => (_handle, Length) = (handle, length);

    /// <summary>Bytes.</summary>
    public long Length { get; private set; }

    /// <param name="records">All that are whole, in order; empty for a new file.</param>
    /// <param name="tornBytes">Cut off at the end, and kept in a file beside it with the ending <c>.torn</c>.</param>
    public static JournalFile Open(string path, out List<JournalRecord> records, out long tornBytes)
    {
        var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        records = [];
        var length = 0;
        while (TryRead(bytes.AsSpan(length), out var payload))
        {
            records.Add(JournalRecord.Read(payload));
            length += HeaderBytes + payload.Length;
        }

        tornBytes = bytes.Length - length;
        if (tornBytes > 0)
            File.WriteAllBytes(path + ".torn", bytes[length..]);
        var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        RandomAccess.SetLength(handle, length);
        return new JournalFile(handle, length);
    }

    /// <exception cref="IOException">Disk full and the like. Nothing counts as appended; the next append writes over it.</exception>
    public void Append(params ReadOnlySpan<JournalRecord> records)
    {
        var frames = new ArrayBufferWriter<byte>();
        foreach (var record in records)
            Frame(record.ToBytes(), frames);
        RandomAccess.Write(_handle, frames.WrittenSpan, Length);
        Length += frames.WrittenCount;
    }

    /// <summary>Returns when the disk has everything appended.</summary>
    public void Flush() => RandomAccess.FlushToDisk(_handle);

    public void Dispose() => _handle.Dispose();

    private static void Frame(ReadOnlySpan<byte> payload, ArrayBufferWriter<byte> output)
    {
        var header = output.GetSpan(HeaderBytes);
        BinaryPrimitives.WriteInt32LittleEndian(header, payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], Checksum(payload));
        output.Advance(HeaderBytes);
        output.Write(payload);
    }

    private static bool TryRead(ReadOnlySpan<byte> bytes, out byte[] payload)
    {
        payload = [];
        if (bytes.Length < HeaderBytes)
            return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        // A file system may leave zeros behind after a power cut: an empty payload has checksum 0.
        if (length <= 0 || length > bytes.Length - HeaderBytes)
            return false;
        var body = bytes.Slice(HeaderBytes, length);
        if (Checksum(body) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]))
            return false;
        payload = body.ToArray();
        return true;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var single in bytes)
            crc = BitOperations.Crc32C(crc, single);
        return ~crc;
    }
}
