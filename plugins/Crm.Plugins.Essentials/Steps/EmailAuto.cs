using Crm.Messages;
using Crm.Sequences;

namespace Crm.Plugins.Essentials.Steps;

/// <summary>Sends an email by itself and waits for the server's answer.</summary>
internal sealed class EmailAuto()
    : EmailStep(
        "crm.email.auto",
        "Email, sent automatically",
        (subject, text, html, isNew) => new Effect.QueueMessage(Channels.Email, subject, text, html) { StartsThread = isNew }
    );
