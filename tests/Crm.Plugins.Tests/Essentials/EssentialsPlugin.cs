using Crm.Plugins.Essentials.Activities;
using Crm.Testing;

namespace Crm.Tests.Plugins.Essentials;

internal sealed class EssentialsPlugin : PluginConformance<MeetingActivity>;
