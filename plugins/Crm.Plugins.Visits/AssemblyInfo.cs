using Crm.Plugins;

[assembly: CrmPlugin("acme.visits", Name = "Acme Visits", Description = "Site visits, a rule for those who want none, and a board that shows the visits.")]
