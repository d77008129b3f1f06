using Crm.Kernel;
using Crm.Records;
using Crm.Tenancy;

namespace Crm.Tests.Hosts.Web.Matrix;

/// <summary>A request to an endpoint.</summary>
/// <param name="Path">Its address.</param>
/// <param name="Fields">The fields of its form; none for a GET.</param>
internal sealed record Attempt(string Path, params IReadOnlyList<(string Name, string Value)> Fields)
{
    /// <summary>A browser of its own, where the request ends the session; null: the role's.</summary>
    public HttpClient? Client { get; init; }

    /// <summary>Whether the request itself says something, which an answer may then repeat.</summary>
    public bool Says(string text) => Fields.Select(field => field.Value).Append(Path).Any(value => value.Contains(text, StringComparison.OrdinalIgnoreCase));
}

/// <summary>How an endpoint is tried.</summary>
/// <param name="Endpoint">Its name, see <see cref="HostEndpoint.Name"/>.</param>
/// <param name="Right">The right that it takes.</param>
/// <param name="PrepareAsync">Makes what the request names, and the request.</param>
internal sealed record Probe(string Endpoint, Right Right, Func<Things, MemberRole, Whose, Task<Attempt>> PrepareAsync)
{
    /// <summary>Whether the address names the thing: of what the caller may not see there is no page (404).</summary>
    public bool IsAddressed { get; init; }

    /// <summary>Whether it changes something where it succeeds.</summary>
    public bool Changes { get; init; }

    /// <summary>Whether it names nothing that could be another's.</summary>
    public bool NamesNothing { get; init; }

    /// <summary>For whom it succeeds, given the right.</summary>
    public Func<MemberRole, Whose, bool> Reaches { get; init; } = Sees;

    /// <summary>Own things everybody sees, a colleague's an administrator.</summary>
    public static bool Sees(MemberRole role, Whose whose) => whose == Whose.Own || (whose == Whose.Colleague && role == MemberRole.Administrator);

    /// <summary>Only the own.</summary>
    public static bool OwnOnly(MemberRole role, Whose whose) => whose == Whose.Own;

    /// <summary>A page without anything to name.</summary>
    public static Probe Page(string path) => new($"GET {path}", Right.ReadRecords, (_, _, _) => Task.FromResult(new Attempt(path))) { NamesNothing = true };

    /// <summary>A page that takes no form.</summary>
    public static Probe NoForm(string endpoint, string path) =>
        new($"POST {endpoint}", Right.ReadRecords, (_, _, _) => Task.FromResult(new Attempt(path, ("_handler", "any"))))
        {
            NamesNothing = true,
            Reaches = (_, _) => false,
        };

    /// <summary>What the frameworks bring and nobody gets anything of.</summary>
    public static Probe Nothing(string endpoint, string path) =>
        new(endpoint, Right.ReadRecords, (_, _, _) => Task.FromResult(new Attempt(path)))
        {
            NamesNothing = true,
            IsAddressed = true,
            Reaches = (_, _) => false,
        };

    /// <summary>A type of record as addresses name it.</summary>
    public static string Word(RecordType type) => type.ToString().ToLowerInvariant();
}
