using Crm.Accounts;
using Crm.Activities;
using Crm.Audit;
using Crm.Events;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Timeline;

namespace Crm.Sql;

/// <summary>Tables, keys and columns of every row: the schema as the code sees it, for every mapper alike.</summary>
internal static class RowModel
{
    /// <summary>Column of a record's type, which tells the four apart.</summary>
    public const string RecordType = "type";

    /// <summary>Column of a record's name in the form that is compared and sorted.</summary>
    public const string RecordNameKey = "name_key";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RowShape> All { get; } =
    [
        new(typeof(Tenant), "crm_tenant", [nameof(Tenant.Id)]) { Names = new Dictionary<string, string> { [nameof(Tenant.Id)] = "tenant" } },
        Of<Member>("crm_member", nameof(Member.Id)),
        Of<Team>("crm_team", nameof(Team.Id)),
        Of<MemberAccount>("crm_member_account", nameof(MemberAccount.Member)),
        Of<Session>("crm_session", nameof(Session.Id)),
        Of<OneTimeLink>("crm_one_time_link", nameof(OneTimeLink.TokenHash)),
        Of<Pipeline>("crm_pipeline", nameof(Pipeline.Key)) with
        {
            Json = [nameof(Pipeline.Stages)],
        },
        Of<CustomField>("crm_custom_field", nameof(CustomField.Key), nameof(CustomField.RecordType)) with
        {
            Json = [nameof(CustomField.AllowedValues)],
        },
        Of<OutcomeOption>("crm_outcome_option", nameof(OutcomeOption.Key), nameof(OutcomeOption.TypeKey)),
        Of<CrmRecord>("crm_record", nameof(CrmRecord.Id)) with
        {
            Json = [nameof(CrmRecord.Custom)],
            DerivedTypes = [typeof(Lead), typeof(Contact), typeof(Company), typeof(Deal)],
            Elsewhere = [nameof(CrmRecord.ContactPoints)],
            Computed = [Computed(RecordNameKey, NameKeyOf), Computed(RecordType, TypeOf)],
        },
        Of<ContactPointRow>("crm_contact_point", nameof(ContactPointRow.Record), nameof(ContactPointRow.Position)),
        Of<CustomValueRow>(
            "crm_custom_value",
            nameof(CustomValueRow.Record),
            nameof(CustomValueRow.Value),
            nameof(CustomValueRow.Field),
            nameof(CustomValueRow.RecordType)
        ),
        Of<NameWordRow>("crm_name_word", nameof(NameWordRow.Record), nameof(NameWordRow.Word)),
        Of<LastTouchRow>("crm_last_touch", nameof(LastTouchRow.Record)),
        Of<ExternalReference>(
            "crm_external_reference",
            nameof(ExternalReference.Value),
            nameof(ExternalReference.RecordType),
            nameof(ExternalReference.System)
        ),
        Of<RecordAlias>("crm_record_alias", nameof(RecordAlias.OldId)),
        Of<StageChange>("crm_stage_change", nameof(StageChange.Id)) with
        {
            Names = new Dictionary<string, string> { [nameof(StageChange.From)] = "from_stage", [nameof(StageChange.To)] = "to_stage" },
        },
        Of<Activity>("crm_activity", nameof(Activity.Id)) with
        {
            Json = [nameof(Activity.Attendees), nameof(Activity.Details), nameof(Activity.Metadata)],
        },
        Of<TimelineEntry>("crm_timeline_entry", nameof(TimelineEntry.Id), nameof(TimelineEntry.Record)) with
        {
            Json = [nameof(TimelineEntry.Badges), nameof(TimelineEntry.FurtherVia), nameof(TimelineEntry.Changes)],
            Elsewhere = [nameof(TimelineEntry.Activity)],
        },
        Of<SavedView>("crm_saved_view", nameof(SavedView.Id)),
        Of<MailTemplate>("crm_mail_template", nameof(MailTemplate.Id)),
        Of<MemberSettings>("crm_member_settings", nameof(MemberSettings.Member)),
        Of<Sequence>("crm_sequence", nameof(Sequence.Id)),
        Of<SequenceVersion>("crm_sequence_version", nameof(SequenceVersion.Id)),
        Of<StepText>("crm_step_text", nameof(StepText.Version), nameof(StepText.StepKey), nameof(StepText.TextRevision)),
        Of<Enrollment>("crm_enrollment", nameof(Enrollment.Id)) with
        {
            Json = [nameof(Enrollment.Causes)],
        },
        Of<StepExecution>("crm_step_execution", nameof(StepExecution.Id)),
        Of<EnrollmentValue>("crm_enrollment_value", nameof(EnrollmentValue.Enrollment), nameof(EnrollmentValue.Plugin), nameof(EnrollmentValue.Key)) with
        {
            Json = [nameof(EnrollmentValue.Value)],
        },
        Of<Message>("crm_message", nameof(Message.Id)) with
        {
            Json = [nameof(Message.References), nameof(Message.Causes)],
            Names = new Dictionary<string, string> { [nameof(Message.References)] = "thread" },
        },
        Of<Mailbox>("crm_mailbox", nameof(Mailbox.Id)),
        Of<Suppression>("crm_suppression", nameof(Suppression.AddressHash), nameof(Suppression.Channel), nameof(Suppression.Topic)),
        Of<OutboxEvent>("crm_outbox_event", nameof(OutboxEvent.Id)) with
        {
            Json = [nameof(OutboxEvent.Payload), nameof(OutboxEvent.Causes)],
        },
        Of<InboxEntry>("crm_inbox_entry", nameof(InboxEntry.Event), nameof(InboxEntry.Subscriber)),
        Of<AuditEntry>("crm_audit_entry", nameof(AuditEntry.Id)) with
        {
            Json = [nameof(AuditEntry.Before), nameof(AuditEntry.After), nameof(AuditEntry.Causes)],
        },
        Of<IdempotencyEntry>("crm_idempotency_entry", nameof(IdempotencyEntry.Key)),
        Of<Batch>("crm_batch", nameof(Batch.Id)) with
        {
            Json = [nameof(Batch.Counts), nameof(Batch.Undo)],
        },
    ];

    private static readonly Dictionary<Type, RowShape> ByType = All.ToDictionary(shape => shape.Type);

    /// <summary>The shape of a type of row.</summary>
    /// <exception cref="ArgumentException">It is no row, or a derived type of record.</exception>
    public static RowShape Of(Type row) =>
        ByType.TryGetValue(row, out var shape) ? shape : throw new ArgumentException($"{row.Name} has no table.", nameof(row));

    /// <summary>The name of a type of row's table.</summary>
    public static string TableOf<T>()
        where T : IRow => Of(typeof(T)).Table;

    /// <param name="table">The table's name.</param>
    /// <param name="keys">The properties that find a row of a tenant; the tenant itself comes last.</param>
    private static RowShape Of<T>(string table, params IReadOnlyList<string> keys)
        where T : IRow => new(typeof(T), table, [.. keys, nameof(IRow.Tenant)]);

    private static RowColumn Computed(string name, Func<CrmRecord, string> compute) => new(name, []) { Compute = compute.Method };

    private static string NameKeyOf(CrmRecord record) => NameKey.Of(record.Name);

    private static string TypeOf(CrmRecord record) => record.Type.ToString();
}
