namespace Crm.Output;

/// <summary>An error as programs read it.</summary>
internal static class ErrorShape
{
    /// <summary>Kind, message, and the particulars of the kind.</summary>
    public static object Of(CrmError error) =>
        new
        {
            error = error switch
            {
                CrmError.Invalid invalid => (object)
                    new
                    {
                        kind = "invalid",
                        message = error.Message,
                        problems = invalid.Problems,
                    },
                CrmError.NotFound missing => new
                {
                    kind = "notFound",
                    message = error.Message,
                    what = missing.What,
                },
                CrmError.Forbidden forbidden => new
                {
                    kind = "forbidden",
                    message = error.Message,
                    right = forbidden.Right,
                },
                CrmError.Stale stale => new
                {
                    kind = "stale",
                    message = error.Message,
                    what = stale.What,
                    expected = stale.Expected,
                    found = stale.Found,
                },
                CrmError.Refused refused => new
                {
                    kind = "refused",
                    message = error.Message,
                    code = refused.Code,
                },
                CrmError.Unavailable unavailable => new
                {
                    kind = "unavailable",
                    message = error.Message,
                    what = unavailable.What,
                },
                _ => new { kind = "unknown", message = error.Message },
            },
        };
}
