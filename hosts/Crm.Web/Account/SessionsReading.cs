using Crm.Accounts;
using Crm.Components;
using Crm.Installation;
using Crm.Kernel;
using Crm.Stores;
using NodaTime;
using NodaTime.Extensions;

namespace Crm.Web.Account;

/// <summary>Reads what the page about one's own sign-in shows.</summary>
internal sealed class SessionsReading(UseCaseCatalog useCases, GetSettings settings, ListSessions list, ISystemStore store, Formats formats)
{
    /// <summary>The sessions and the address of whoever is signed in.</summary>
    public async Task<SessionsModel> ReadAsync(WebSession session, CancellationToken cancellationToken)
    {
        await using var reads = await useCases.BeginReadAsync(session.Caller, cancellationToken);
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull((await reads.ReadAsync(settings, new NoInput())).Zone) ?? DateTimeZone.Utc;
        var sessions = await reads.ReadAsync(list, new ListSessionsInput());
        await using var unit = await store.BeginAsync(cancellationToken);
        var account = await unit.Accounts.FindAsync(session.Account, cancellationToken);
        return new SessionsModel(
            session.Id,
            account?.Address ?? "",
            [.. sessions.Select(one => new ListedSession(one.Id, one.Device, Shown(one.StartedAt), Shown(one.SeenAt)))]
        );

        string Shown(DateTimeOffset moment) => formats.Moment(moment.ToInstant().InZone(zone));
    }
}
