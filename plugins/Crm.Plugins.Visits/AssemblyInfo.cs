using Crm.Plugins;

[assembly: CrmPlugin("acme.visits", Name = "Acme Visits", Description = "Site visits, who wants none, and a board that shows them.")]
