using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Crm.Sequences.Transitions;

/// <summary>Ids of step executions, derived: the same on every retry, so that an outside call can carry it as its idempotency key.</summary>
internal static class StepExecutionIds
{
    /// <summary>The id of an enrollment's current step and pass.</summary>
    public static StepExecutionId Of(Enrollment enrollment) => Of(enrollment.Id, enrollment.StepKey ?? "", enrollment.Pass);

    /// <summary>The id of a step in a pass (RFC 9562 §5.8: a version 8 identifier over SHA-256).</summary>
    public static StepExecutionId Of(EnrollmentId enrollment, string stepKey, int pass)
    {
        Span<byte> text = stackalloc byte[20 + (4 * 64)];
        enrollment.Value.TryWriteBytes(text, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(text[16..], pass);
        var length = 20 + Encoding.UTF8.GetBytes(stepKey, text[20..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..length], hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new StepExecutionId(new Guid(hash[..16], bigEndian: true));
    }
}
