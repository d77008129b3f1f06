namespace Crm.Output;

/// <summary>An error as programs read it.</summary>
internal static class ErrorShape
{
    /// <summary>Kind, message, and the particulars of the kind; those without a value are left out.</summary>
    public static object Of(CrmError error)
    {
        var (kind, particulars) = Particulars(error);
        var fields = new Dictionary<string, object> { ["kind"] = kind, ["message"] = CrmHost.MessageOf(error) };
        foreach (var (name, value) in particulars)
            if (value is not null)
                fields[name] = value;
        return new { error = fields };
    }

    private static (string Kind, (string Name, object? Value)[] Values) Particulars(CrmError error) =>
        error switch
        {
            CrmError.Invalid invalid => ("invalid", [("problems", invalid.Problems)]),
            CrmError.NotFound missing => ("notFound", [("what", missing.What)]),
            CrmError.Forbidden forbidden => ("forbidden", [("right", forbidden.Right)]),
            CrmError.Stale stale => ("stale", [("what", stale.What), ("expected", stale.Expected), ("found", stale.Found)]),
            CrmError.Refused refused => ("refused", [("code", refused.Code)]),
            CrmError.Unavailable unavailable => ("unavailable", [("what", unavailable.What)]),
            _ => ("unknown", []),
        };
}
