using Crm.Sequences.Publishing;
using Crm.Values;

namespace Crm.Sequences.Transitions;

/// <summary>The time zone that a step is planned in, and where it came from.</summary>
/// <param name="Id">The zone (IANA).</param>
/// <param name="Source">See <see cref="Enrollment.ZoneSource"/>.</param>
internal readonly record struct EnrollmentZone(string Id, string Source)
{
    /// <summary>The nearest zone to the recipient that is known.</summary>
    public static EnrollmentZone Of(Planning planning, PublishedSequence version, Enrollment enrollment)
    {
        if (version.Definition.Zone is { } fixedZone)
            return new(fixedZone, "sequence");
        var person = planning.Live(enrollment.Recipient) ?? planning.Live(enrollment.Record);
        if (person is not null)
        {
            if (Zones.Exists(person.Zone))
                return new(person.Zone!, "recipient");
            if (Zones.OfCountry(person.Country) is { } ofCountry)
                return new(ofCountry, "country");
            if (Zones.OfPhone(person.Phone) is { } ofPhone)
                return new(ofPhone, "phone");
        }
        var company = planning.CompanyOf(person) ?? planning.CompanyOf(planning.Live(enrollment.Record));
        if (company is not null && (Zones.Exists(company.Zone) ? company.Zone : Zones.OfCountry(company.Country)) is { } ofCompany)
            return new(ofCompany, "company");
        if (enrollment.Owner is { } owner && planning.Members.TryGetValue(owner, out var member) && Zones.Exists(member.Zone))
            return new(member.Zone!, "sender");
        return planning.Tenants.TryGetValue(enrollment.Tenant, out var tenant) && Zones.Exists(tenant.Zone)
            ? new(tenant.Zone, "tenant")
            : new("Etc/UTC", "utc");
    }
}
