using Crm.Plugins;

[assembly: CrmPlugin(
    "crm",
    Name = "Essentials",
    Description = "Call, meeting, email, note and task, the steps that make them, and the stop rules that always hold."
)]
