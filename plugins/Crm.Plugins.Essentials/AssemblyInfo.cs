using Crm.Plugins;

[assembly: CrmPlugin("crm", Name = "Essentials", Description = "Meeting and note, the steps of sequences for emails, calls and tasks, and CSV files.")]
