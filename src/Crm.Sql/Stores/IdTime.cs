using System.Buffers.Binary;

namespace Crm.Sql.Stores;

/// <summary>Ids are of version 7: they sort by the moment at which they were made.</summary>
internal static class IdTime
{
    /// <summary>An id that is before all that were made at a moment or later, and after all that were made a millisecond earlier.</summary>
    public static Guid First(DateTimeOffset moment)
    {
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(id, Math.Max(0, moment.ToUnixTimeMilliseconds()) << 16);
        return new Guid(id, bigEndian: true);
    }
}
