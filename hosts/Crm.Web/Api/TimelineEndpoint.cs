using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Records;
using Crm.Timeline;
using Crm.Web.Account;
using NodaTime;

namespace Crm.Web.Api;

/// <summary><c>GET /api/records/{type}/{reference}/timeline</c>.</summary>
internal static class TimelineEndpoint
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>A page of a record's timeline.</summary>
    /// <param name="session">Who is signed in.</param>
    /// <param name="type">One of <c>lead</c>, <c>contact</c>, <c>company</c>, <c>deal</c>.</param>
    /// <param name="reference">The record's id, an email address, an id in another system, or a name.</param>
    /// <param name="request">Its query says which part, see <see cref="TimelineParameters"/>; dates are days in UTC.</param>
    /// <param name="resolve">Finds the record.</param>
    /// <param name="timeline">Shows its timeline.</param>
    /// <param name="cancellationToken">Ends the reads.</param>
    public static async Task<IResult> GetAsync(
        WebSession session,
        string type,
        string reference,
        HttpRequest request,
        ResolveRecord resolve,
        GetTimeline timeline,
        CancellationToken cancellationToken
    )
    {
        var record = await resolve.ExecuteAsync(session.Caller, new ResolveRecordInput($"{type}:{reference}"), cancellationToken);
        var input = TimelineParameters.Read(record, request.Query, DateTimeZone.Utc);
        var page = await timeline.ExecuteAsync(session.Caller, input, cancellationToken);
        return Results.Json(TimelineReply.Of(record, page), Json);
    }
}
