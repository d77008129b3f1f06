using System.Data.Common;
using System.Text.Json;
using Crm.Activities;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Timeline;

namespace Crm.Sql.Stores;

/// <summary>Reads a timeline's page with what it shows of activities: in the same statement, by their keys, without bodies.</summary>
internal static class EntryActivities
{
    /// <summary>The rows of a page, each with its activity beside it.</summary>
    public static SqlStatement Beside(StoreSession session, SqlStatement page) =>
        page with
        {
            Text = $"""
                select p.*, a.revision as a_revision, a.body is not null as a_has_body, a.location as a_location, a.attendees as a_attendees, a.due_at as a_due_at,
                    a.completed_at as a_completed_at, a.assignee as a_assignee, a.recording_url as a_recording_url, a.enrollment as a_enrollment,
                    {session.Dialect.JsonMembers("a.details", "from", "to", "cc", "kind")} as a_details
                from ({page.Text}) p left join crm_activity a on a.id = p.id and a.tenant = p.tenant and a.deleted_at is null and not p.is_removed
                order by p.occurred_at desc, p.id desc
                """,
        };

    /// <summary>Reads such rows.</summary>
    public static Func<DbDataReader, TimelineEntry> ReaderOf(StoreSession session)
    {
        var (entry, dialect) = (session.ReaderOf<TimelineEntry>(), session.Dialect);
        var first = -1;
        return row =>
        {
            if (first < 0)
                first = row.GetOrdinal("a_revision");
            var read = entry(row);
            return row.IsDBNull(first) ? read : read with { Activity = Read(row, first, dialect) };
        };
    }

    private static EntryActivity Read(DbDataReader row, int first, SqlDialect dialect)
    {
        var attendees = row.GetString(first + 3);
        return new EntryActivity
        {
            Revision = row.GetInt32(first),
            HasBody = row.GetBoolean(first + 1),
            Location = Text(first + 2),
            Attendees = attendees == "[]" ? [] : JsonSerializer.Deserialize<IReadOnlyList<Attendee>>(attendees, Plugins.ContractJson.Options)!,
            DueAt = dialect.ReadTime(row, first + 4),
            CompletedAt = dialect.ReadTime(row, first + 5),
            Assignee = row.IsDBNull(first + 6) ? null : new MemberId(row.GetGuid(first + 6)),
            RecordingUrl = Text(first + 7),
            Enrollment = row.IsDBNull(first + 8) ? null : new EnrollmentId(row.GetGuid(first + 8)),
            Details = row.GetString(first + 9),
        };

        string? Text(int ordinal) => row.IsDBNull(ordinal) ? null : row.GetString(ordinal);
    }
}
