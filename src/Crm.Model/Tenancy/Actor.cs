using System.Text.Json.Serialization;

namespace Crm.Tenancy;

/// <summary>Who acts. Closed; written as <c>member:{id}</c> or <c>system:{name}</c>.</summary>
[JsonConverter(typeof(ActorJsonConverter))]
public abstract record Actor
{
    private Actor() { }

    /// <summary>A member; the rights are the member's own.</summary>
    public sealed record OfMember(MemberId Id) : Actor
    {
        /// <inheritdoc/>
        public override string ToString() => $"member:{Id}";
    }

    /// <summary>The host itself (set-up, an import by the administrator of the machine, the runner); has every right.</summary>
    public sealed record OfSystem(string Name) : Actor
    {
        /// <inheritdoc/>
        public override string ToString() => $"system:{Name}";
    }

    /// <summary>A member acts.</summary>
    public static Actor Member(MemberId member) => new OfMember(member);

    /// <summary>The host acts.</summary>
    /// <param name="name">Which part of it, such as <c>console</c>.</param>
    public static Actor System(string name) => new OfSystem(name);
}
