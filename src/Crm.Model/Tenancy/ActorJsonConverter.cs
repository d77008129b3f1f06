using System.Diagnostics.CodeAnalysis;
using Crm.Plugins;

namespace Crm.Tenancy;

/// <summary>Writes an actor as <c>member:{id}</c> or <c>system:{name}</c>.</summary>
internal sealed class ActorJsonConverter : TextJsonConverter<Actor>
{
    /// <inheritdoc/>
    protected override string? Pattern => "^(member:[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|system:.+)$";

    /// <inheritdoc/>
    protected override string Expected => "An actor is expected, such as 'member:0199a1b2-c3d4-7000-8000-000000000000' or 'system:console'";

    /// <inheritdoc/>
    protected override bool TryParse(string text, [MaybeNullWhen(false)] out Actor value) => Actor.TryParse(text, out value);
}
