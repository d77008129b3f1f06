using Crm.Plugins;

[assembly: CrmPlugin("acme.social", Name = "Acme Social", Description = "WhatsApp messages in the timeline and LinkedIn invitations in sequences.")]
