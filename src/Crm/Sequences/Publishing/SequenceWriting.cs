using Crm.Plugins;

namespace Crm.Sequences.Publishing;

/// <summary>What saving and publishing have in common.</summary>
internal static class SequenceWriting
{
    /// <summary>The member that a definition names as owner; the caller where it names none.</summary>
    private static MemberId? OwnerOf(Work work, SequenceDefinition definition)
    {
        if (definition.Owner is not { } email)
            return work.Access.Member?.Id;
        var owner = work.Access.Members.Values.FirstOrDefault(member => member.Email == EmailAddress.Key(email));
        return owner is { IsActive: true } ? owner.Id : throw CrmException.Invalid("owner", "No active member has this email address.");
    }

    /// <summary>Reads the definition and the stored sequence of its key, or null.</summary>
    /// <exception cref="CrmException">Invalid, with all problems. Refused: the sequence has ended.</exception>
    public static async Task<(SequenceDefinition Definition, Sequence? Stored)> ReadAsync(
        Work work,
        SequenceInput input,
        PluginCatalog plugins,
        bool isPublished = false
    )
    {
        var definition = input.Read(plugins, isPublished ? await work.Stores.Tenancy.GetCustomFieldsAsync(work.Cancellation) : null);
        var stored = await work.Stores.Sequences.FindAsync(definition.Key, work.Cancellation);
        return stored?.State == SequenceState.Ended
            ? throw CrmException.Refused("sequence-ended", $"The sequence '{stored.Key}' has ended; take another key.")
            : (definition, stored);
    }

    /// <summary>Wants a sequence written: a new one, or the stored one changed.</summary>
    public static void Write(Work work, Sequence? stored, Sequence sequence)
    {
        if (stored is null)
            work.Changes.Insert(sequence);
        else
            work.Changes.Update(sequence);
    }

    /// <summary>The sequence with the draft in it: a new one, or the stored one changed.</summary>
    public static Sequence WithDraft(Work work, Sequence? stored, SequenceDefinition definition)
    {
        var owner = OwnerOf(work, definition);
        return stored is null
            ? new Sequence
            {
                Tenant = work.Tenant,
                Id = new SequenceId(work.NewId()),
                Key = definition.Key,
                Name = definition.Name,
                Owner = owner,
                Draft = definition.ToJson(),
                CreatedAt = work.Now,
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
}
