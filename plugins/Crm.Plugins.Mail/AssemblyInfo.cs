using Crm.Plugins;

[assembly: CrmPlugin("crm.mail", Name = "Mail", Description = "Sends email by SMTP, or writes it into a folder.")]
