using System.Linq.Expressions;
using Crm.Activities;
using Crm.Audit;
using Crm.Events;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Crm.Sql;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Timeline;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.EntityFrameworkCore;

/// <summary>Tables, keys and the few columns that are not called like their property.</summary>
internal sealed class RowMapping(ModelBuilder model, CrmDbContext context, bool isSqlite)
{
    /// <summary>Column of the record's type.</summary>
    public const string RecordTypeProperty = "RecordTypeName";

    /// <summary>Column of the record's name in the form that is compared and sorted.</summary>
    public const string NameKeyProperty = "NameKey";

    /// <summary>Maps every row.</summary>
    public void Map()
    {
        Row<Tenant>("crm_tenant", row => row.Id).Property(row => row.Id).HasColumnName("tenant");
        model.Entity<Tenant>().HasQueryFilter(CrmDbContext.TenantFilter, row => row.Id == context.CurrentTenant);
        OfTenant<Member>("crm_member", row => new { row.Id, row.Tenant });
        OfTenant<Team>("crm_team", row => new { row.Id, row.Tenant });
        Json(OfTenant<Pipeline>("crm_pipeline", row => new { row.Tenant, row.Key }), nameof(Pipeline.Stages));
        Json(
            OfTenant<CustomField>(
                "crm_custom_field",
                row => new
                {
                    row.Tenant,
                    row.RecordType,
                    row.Key,
                }
            ),
            nameof(CustomField.AllowedValues)
        );
        OfTenant<OutcomeOption>(
            "crm_outcome_option",
            row => new
            {
                row.Tenant,
                row.TypeKey,
                row.Key,
            }
        );
        MapRecords();
        MapActivities();
        MapSequences();
        MapMessages();
        MapAudit();
        model.HasDbFunction(typeof(SqlText).GetMethod(nameof(SqlText.Lower))!).HasName(isSqlite ? SqliteFunctions.Lower : "lower").IsBuiltIn();
    }

    private void MapRecords()
    {
        var record = OfTenant<CrmRecord>("crm_record", row => new { row.Id, row.Tenant });
        record.Ignore(row => row.Type).Ignore(row => row.Ref).Ignore(row => row.Email).Ignore(row => row.Phone).Ignore(row => row.ContactPoints);
        record.Property<string>(NameKeyProperty);
        Json(record, nameof(CrmRecord.Custom));
        record
            .HasDiscriminator<string>(RecordTypeProperty)
            .HasValue<Lead>(nameof(RecordType.Lead))
            .HasValue<Contact>(nameof(RecordType.Contact))
            .HasValue<Company>(nameof(RecordType.Company))
            .HasValue<Deal>(nameof(RecordType.Deal));
        record.Property<string>(RecordTypeProperty).HasColumnName("type");
        // The four share a table, and columns where they mean the same.
        model.Entity<Lead>().Property(row => row.FirstName).HasColumnName("first_name");
        model.Entity<Contact>().Property(row => row.FirstName).HasColumnName("first_name");
        model.Entity<Lead>().Property(row => row.LastName).HasColumnName("last_name");
        model.Entity<Contact>().Property(row => row.LastName).HasColumnName("last_name");
        model.Entity<Lead>().Property(row => row.JobTitle).HasColumnName("job_title");
        model.Entity<Contact>().Property(row => row.JobTitle).HasColumnName("job_title");
        model.Entity<Contact>().Property(row => row.Company).HasColumnName("company");
        model.Entity<Deal>().Property(row => row.Company).HasColumnName("company");
        OfTenant<ContactPointRow>(
            "crm_contact_point",
            row => new
            {
                row.Record,
                row.Position,
                row.Tenant,
            }
        );
        OfTenant<CustomValueRow>(
            "crm_custom_value",
            row => new
            {
                row.Tenant,
                row.RecordType,
                row.Field,
                row.Value,
                row.Record,
            }
        );
        OfTenant<ExternalReference>(
            "crm_external_reference",
            row => new
            {
                row.Value,
                row.RecordType,
                row.System,
                row.Tenant,
            }
        );
        OfTenant<RecordAlias>("crm_record_alias", row => new { row.OldId, row.Tenant });
        var moved = OfTenant<StageChange>("crm_stage_change", row => new { row.Id, row.Tenant });
        moved.Property(row => row.From).HasColumnName("from_stage");
        moved.Property(row => row.To).HasColumnName("to_stage");
    }

    private void MapActivities()
    {
        Json(
            OfTenant<Activity>("crm_activity", row => new { row.Id, row.Tenant }),
            nameof(Activity.Attendees),
            nameof(Activity.Details),
            nameof(Activity.Metadata)
        );
        Json(
            OfTenant<TimelineEntry>(
                "crm_timeline_entry",
                row => new
                {
                    row.Id,
                    row.Record,
                    row.Tenant,
                }
            ),
            nameof(TimelineEntry.Badges)
        );
    }

    private void MapSequences()
    {
        OfTenant<Sequence>("crm_sequence", row => new { row.Id, row.Tenant });
        OfTenant<SequenceVersion>("crm_sequence_version", row => new { row.Id, row.Tenant });
        OfTenant<StepText>(
            "crm_step_text",
            row => new
            {
                row.Version,
                row.StepKey,
                row.TextRevision,
                row.Tenant,
            }
        );
        Json(OfTenant<Enrollment>("crm_enrollment", row => new { row.Id, row.Tenant }), nameof(Enrollment.Causes));
        OfTenant<StepExecution>("crm_step_execution", row => new { row.Id, row.Tenant });
        Json(
            OfTenant<EnrollmentValue>(
                "crm_enrollment_value",
                row => new
                {
                    row.Enrollment,
                    row.Plugin,
                    row.Key,
                    row.Tenant,
                }
            ),
            nameof(EnrollmentValue.Value)
        );
    }

    private void MapMessages()
    {
        var message = OfTenant<Message>("crm_message", row => new { row.Id, row.Tenant });
        message.Property(row => row.References).HasColumnName("thread");
        Json(message, nameof(Message.References), nameof(Message.Causes));
        OfTenant<Mailbox>("crm_mailbox", row => new { row.Id, row.Tenant });
        OfTenant<Suppression>(
            "crm_suppression",
            row => new
            {
                row.AddressHash,
                row.Channel,
                row.Topic,
                row.Tenant,
            }
        );
        Json(OfTenant<OutboxEvent>("crm_outbox_event", row => new { row.Id, row.Tenant }), nameof(OutboxEvent.Payload), nameof(OutboxEvent.Causes));
        OfTenant<InboxEntry>(
            "crm_inbox_entry",
            row => new
            {
                row.Event,
                row.Subscriber,
                row.Tenant,
            }
        );
    }

    private void MapAudit()
    {
        Json(
            OfTenant<AuditEntry>("crm_audit_entry", row => new { row.Tenant, row.Id }),
            nameof(AuditEntry.Before),
            nameof(AuditEntry.After),
            nameof(AuditEntry.Causes)
        );
        OfTenant<IdempotencyEntry>("crm_idempotency_entry", row => new { row.Tenant, row.Key });
        Json(OfTenant<Batch>("crm_batch", row => new { row.Id, row.Tenant }), nameof(Batch.Counts));
    }

    private EntityTypeBuilder<T> Row<T>(string table, Expression<Func<T, object?>> key)
        where T : class, IRow
    {
        var entity = model.Entity<T>();
        entity.ToTable(table).HasKey(key);
        return entity;
    }

    private EntityTypeBuilder<T> OfTenant<T>(string table, Expression<Func<T, object?>> key)
        where T : class, IRow
    {
        var entity = Row(table, key);
        entity.HasQueryFilter(CrmDbContext.TenantFilter, row => EF.Property<TenantId>(row, nameof(IRow.Tenant)) == context.CurrentTenant);
        return entity;
    }

    private void Json<T>(EntityTypeBuilder<T> entity, params string[] properties)
        where T : class
    {
        foreach (var property in properties)
            entity.Property(property).HasColumnType(isSqlite ? "text" : "jsonb");
    }
}
