using Crm.Activities;

namespace Crm.Plugins.Essentials.Activities;

/// <summary>Something worth writing down; subject and body say it all.</summary>
internal sealed class NoteActivity() : ActivityType<NoDetails>("crm.note", "Note")
{
    protected override ActivityTypeDescriptor Extend(ActivityTypeDescriptor descriptor) => descriptor with { Icon = ActivityIcons.Note };

    protected override ActivityDescription Describe(NoDetails details) => ActivityDescription.Accept();
}
