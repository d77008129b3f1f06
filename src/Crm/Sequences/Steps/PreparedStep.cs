using System.Text.Json;
using Crm.Plugins;
using Crm.Sequences.Publishing;
using Crm.Sequences.Templates;
using Crm.Sequences.Transitions;

namespace Crm.Sequences.Steps;

/// <summary>A due step with everything its handler is given.</summary>
internal sealed class PreparedStep(LiquidTemplates templates, BatchData data, Enrollment enrollment, PublishedSequence version, int index)
{
    private TemplateModel? model;

    public BatchData Data { get; } = data;

    public Enrollment Enrollment { get; } = enrollment;

    public PublishedSequence Version { get; } = version;

    public StepDefinition Step => Version.Steps[index];

    public StepExecutionId Execution { get; } = StepExecutionIds.Of(enrollment);

    public required StepHandler Handler { get; init; }

    /// <summary>The settings, with the texts that count now.</summary>
    public required JsonElement Settings { get; init; }

    /// <summary>The revision of those texts, or null where the step has none.</summary>
    public required int? TextRevision { get; init; }

    public required CrmRecord Record { get; init; }

    public required CrmRecord? Contact { get; init; }

    public StepContext Context { get; set; } = null!;

    /// <summary>Renders a text of the step; the values are put together once, and only where a step has texts.</summary>
    public string Render(string template, bool html) =>
        templates.Render(template, model ??= TemplateModel.From(Context.Record, Context.Contact, Context.Company, Context.Deal, Sender()), html);

    /// <summary>The cause of a tag without value: what lacks it, where that is there; else the record that lacks the whole of it.</summary>
    /// <param name="tag">Such as <c>contact.title</c>.</param>
    public string LackedBy(string tag)
    {
        var root = tag.Split('.', 2)[0];
        if (root == "sender")
            return Data.SenderOf(Enrollment) is { } sender ? Obstacle.OfMember(sender) : Obstacle.OfRecord(Record.Id);
        var lacking = root switch
        {
            "contact" => Context.Contact,
            "company" => Context.Company ?? Context.Contact,
            "deal" => Context.Deal,
            _ => null,
        };
        return Obstacle.OfRecord(lacking?.Ref.Id ?? Record.Id);
    }

    private Dictionary<string, object>? Sender()
    {
        if (Data.SenderOf(Enrollment) is not { } owner || !Data.Members.TryGetValue(owner, out var member))
            return null;
        var fields = new Dictionary<string, object>(2) { ["name"] = member.Name };
        if (member.Email is { } email)
            fields["email"] = email;
        return fields;
    }
}
