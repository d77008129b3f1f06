using Crm.Values;

namespace Crm.Sequences.Timing;

public sealed class ZonesTests
{
    [TestCase("DE", "Europe/Berlin")]
    [TestCase("de", "Europe/Berlin")]
    [TestCase("NP", "Asia/Kathmandu")]
    [TestCase("JP", "Asia/Tokyo")]
    [TestCase("US", null)]
    [TestCase("AU", null)]
    [TestCase("XX", null)]
    [TestCase("", null)]
    [TestCase(null, null)]
    public void A_country_has_a_zone_where_all_its_clocks_agree(string? country, string? zone) => Assert.That(Zones.OfCountry(country), Is.EqualTo(zone));

    [TestCase("+493012345678", "Europe/Berlin")]
    [TestCase("+442079460958", "Europe/London")]
    [TestCase("+12125550123", null)]
    [TestCase("+999999999", null)]
    [TestCase("030 1234", null)]
    [TestCase(null, null)]
    public void A_phone_number_has_its_countrys_zone(string? phone, string? zone) => Assert.That(Zones.OfPhone(phone), Is.EqualTo(zone));

    [Test]
    public void An_unknown_zone_is_an_error_that_names_close_ones() =>
        Assert.That(
            () => Zones.Rules("Germany/Berlin"),
            Throws
                .TypeOf<CrmException>()
                .With.Message.EqualTo(
                    "zone: It must be an IANA time zone such as Europe/Berlin, America/New_York or UTC, was 'Germany/Berlin'; did you mean Europe/Berlin?"
                )
        );

    [Test]
    public void Known_zones_have_no_problem() => Assert.That(new[] { "UTC", "Europe/Berlin", "Asia/Katmandu" }.Select(Zones.WhyNot), Is.All.Null);
}
