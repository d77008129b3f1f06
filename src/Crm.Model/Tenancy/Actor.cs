using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Crm.Tenancy;

/// <summary>Who acts. Closed; written as <c>member:{id}</c> or <c>system:{name}</c>, in JSON and in the store alike.</summary>
[JsonConverter(typeof(ActorJsonConverter))]
public abstract record Actor
{
    private const string MemberWord = "member";
    private const string SystemWord = "system";

    private Actor() { }

    /// <summary>A member; the rights are the member's own.</summary>
    public sealed record OfMember(MemberId Id) : Actor
    {
        /// <inheritdoc/>
        public override string ToString() => $"{MemberWord}:{Id}";
    }

    /// <summary>The host itself (set-up, an import by the administrator of the machine, the runner); has every right.</summary>
    public sealed record OfSystem : Actor
    {
        /// <summary>Built once, because it is in every row that a worker writes.</summary>
        private readonly string text;

        /// <param name="name">Which part of the host; not empty.</param>
        public OfSystem(string name)
        {
            ArgumentException.ThrowIfNullOrEmpty(name);
            (Name, text) = (name, $"{SystemWord}:{name}");
        }

        /// <summary>Which part of the host, such as <c>console</c>.</summary>
        public string Name { get; }

        /// <inheritdoc/>
        public override string ToString() => text;
    }

    /// <summary>A member acts.</summary>
    public static Actor Member(MemberId member) => new OfMember(member);

    /// <summary>A part of the host acts, such as <c>console</c>; not empty.</summary>
    public static Actor System(string name) => new OfSystem(name);

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">It is no actor.</exception>
    public static Actor Parse(string text) =>
        TryParse(text, out var actor) ? actor : throw new FormatException("An actor is written as member:ID or system:NAME; the text is neither.");

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <returns>False where it is no actor.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Actor? actor)
    {
        actor = text?.Split(':', 2) switch
        {
            [MemberWord, var id] when Guid.TryParseExact(id, "D", out var guid) => Member(new MemberId(guid)),
            [SystemWord, { Length: > 0 } name] => System(name),
            _ => null,
        };
        return actor is not null;
    }

    /// <summary>The actor as text.</summary>
    public abstract override string ToString();
}
