using Crm.Hosting;
using Crm.Plugins;

namespace Crm.Sequences;

/// <summary>A sequence as it is given: as a YAML file or as a definition; exactly one of the two.</summary>
public sealed record SequenceInput
{
    /// <summary>The text of a YAML file; errors name its lines.</summary>
    public string? Yaml { get; init; }

    /// <summary>The definition.</summary>
    public SequenceDefinition? Definition { get; init; }

    /// <summary>Reads and checks it.</summary>
    /// <exception cref="CrmException">Invalid, with all problems.</exception>
    internal SequenceDefinition Read(PluginCatalog plugins)
    {
        if ((Yaml is null) == (Definition is null))
            throw CrmException.Invalid("", "Give either a YAML file or a definition.");
        if (Yaml is { } yaml)
            return SequenceYaml.Parse(yaml, plugins.StepHandlers);
        var problems = SequenceCheck.Problems(Definition!, plugins.StepHandlers);
        return problems.Count == 0 ? Definition! : throw CrmException.Invalid(problems);
    }
}

/// <summary>Where a sequence stands after it was saved or published.</summary>
/// <param name="Id">The sequence.</param>
/// <param name="Key">Its key.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Number of the published version; null where none is.</param>
/// <param name="IsChanged">Whether anything was written.</param>
public sealed record SavedSequence(SequenceId Id, string Key, string Name, int? Version, bool IsChanged);

/// <summary>What saving and publishing have in common.</summary>
internal static class SequenceWriting
{
    /// <summary>The member that a definition names as owner; the caller where it names none.</summary>
    public static Records.MemberId? OwnerOf(UseCaseContext context, SequenceDefinition definition)
    {
        if (definition.Owner is not { } email)
            return context.Access.Member?.Id;
        var owner = context.Access.Members.Values.FirstOrDefault(member => string.Equals(member.Email, email, StringComparison.OrdinalIgnoreCase));
        return owner is { IsActive: true } ? owner.Id : throw CrmException.Invalid("owner", "No active member has this email address.");
    }

    /// <summary>The sequence with the draft in it: a new one, or the stored one changed.</summary>
    public static Sequence WithDraft(UseCaseContext context, Sequence? stored, SequenceDefinition definition)
    {
        var owner = OwnerOf(context, definition);
        return stored is null
            ? new Sequence
            {
                Tenant = context.Tenant,
                Id = new SequenceId(context.NewId()),
                Key = definition.Key,
                Name = definition.Name,
                Owner = owner,
                Draft = definition.ToJson(),
                CreatedAt = context.Now,
                Revision = 1,
            }
            : stored with
            {
                Name = definition.Name,
                Owner = definition.Owner is null ? stored.Owner : owner,
                Draft = definition.ToJson(),
                Revision = stored.Revision + 1,
            };
    }

    /// <summary>Whether a stored definition says the same; one that cannot be read any more says something else.</summary>
    public static bool IsSame(string stored, SequenceDefinition definition)
    {
        try
        {
            return SequenceDefinition.FromJson(stored).Equals(definition);
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }

    /// <summary>Refuses a sequence that is over.</summary>
    public static void RequireNotEnded(Sequence? stored)
    {
        if (stored?.State == SequenceState.Ended)
            throw CrmException.Refused("sequence-ended", $"The sequence '{stored.Key}' has ended; take another key.");
    }
}
