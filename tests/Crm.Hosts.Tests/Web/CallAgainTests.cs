using Crm.Components;
using NodaTime;

namespace Crm.Tests.Hosts.Web;

/// <summary>When somebody is called again who was not reached.</summary>
internal sealed class CallAgainTests
{
    // 2026-03-05 is a Thursday.
    [TestCase("America/New_York", "2026-03-05T15:00Z", "2026-03-06T14:00Z", false)]
    [TestCase("America/New_York", "2026-03-06T15:00Z", "2026-03-09T13:00Z", true, Description = "over the weekend, on which clocks go forward there")]
    [TestCase("Asia/Tokyo", "2026-03-05T16:00Z", "2026-03-09T00:00Z", true, Description = "it is Friday there already")]
    [TestCase("Europe/Berlin", "2026-03-07T10:00Z", "2026-03-09T08:00Z", true)]
    [TestCase("Europe/Berlin", "2026-03-08T10:00Z", "2026-03-09T08:00Z", false)]
    public void The_next_morning_is_nine_oclock_on_a_working_day_where_the_person_is(string zone, string now, string morning, bool isAfterWeekend)
    {
        var again = new CallAgain(DateTimeZoneProviders.Tzdb[zone]);
        var moment = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture);

        Assert.That(again.Morning(moment), Is.EqualTo(DateTimeOffset.Parse(morning, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.That(again.IsAfterWeekend(moment), Is.EqualTo(isAfterWeekend));
        Assert.That(CallAgain.Soon(moment), Is.EqualTo(moment.AddHours(2)));
    }
}
