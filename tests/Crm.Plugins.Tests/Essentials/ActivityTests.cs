using Crm.Plugins.Essentials.Activities;
using Crm.Testing;

namespace Crm.Tests.Plugins.Essentials;

internal sealed class MeetingActivityTests : ActivityTypeConformance<MeetingActivity>
{
    protected override IEnumerable<object> Accepted => ["{}"];
}

internal sealed class NoteActivityTests : ActivityTypeConformance<NoteActivity>
{
    protected override IEnumerable<object> Accepted => ["{}"];
}
