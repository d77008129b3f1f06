using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Messages;

/// <summary>Identifies a template.</summary>
[JsonConverter(typeof(IdJsonConverter))]
public readonly record struct MailTemplateId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A subject and a text in Liquid, for mail that people write.</summary>
public sealed record MailTemplate : IRevisioned
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The template's id.</summary>
    public required MailTemplateId Id { get; init; }

    /// <summary>Who wrote it; null where the host did.</summary>
    public MemberId? Owner { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The subject, in Liquid.</summary>
    public required string Subject { get; init; }

    /// <summary>The text, in Liquid.</summary>
    public required string Text { get; init; }

    /// <summary>Whether all members may use it.</summary>
    public bool IsShared { get; init; }

    /// <summary>When it was last changed, in UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <inheritdoc/>
    public required int Revision { get; init; }
}
