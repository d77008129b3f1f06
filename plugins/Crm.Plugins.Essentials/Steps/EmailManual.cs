using Crm.Messages;
using Crm.Sequences;

namespace Crm.Plugins.Essentials.Steps;

/// <summary>Drafts an email and waits until a person has approved or rejected it.</summary>
internal sealed class EmailManual()
    : EmailStep(
        "crm.email.manual",
        "Email, approved by a person",
        (subject, text, html, isNew) => new Effect.CreateDraft(Channels.Email, subject, text, html) { StartsThread = isNew }
    );
