using Crm;

return await new CrmCommand(ConsoleStreams.OfProcess()).RunAsync(args, CancellationToken.None);
