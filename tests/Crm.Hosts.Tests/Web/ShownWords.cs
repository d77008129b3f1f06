using System.Globalization;
using Crm.Activities;
using Crm.Components;
using Crm.Messages;
using Crm.Plugins;
using Crm.Records;
using Crm.Sequences;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Tests.Hosts.Web;

/// <summary>The words of the engine and its plugins that pages show and translate: states, reasons, types and outcomes.</summary>
internal static class ShownWords
{
    /// <summary>The pages' texts.</summary>
    public static IStringLocalizer<Texts> Texts { get; } =
        new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<Texts>>();

    /// <summary>All of them, in English, which is what their texts are asked for by.</summary>
    public static async Task<IReadOnlySet<string>> AllAsync()
    {
        await using var harness = await CrmHarness.StartAsync();
        var types = harness.Services.GetRequiredService<PluginCatalog>().ActivityTypes.Values.Select(type => type.Descriptor).ToList();
        return new HashSet<string>([
            .. In("en", () => States(new Formats(Texts)).ToList()),
            .. types.Select(type => type.Label),
            .. types.SelectMany(type => type.Outcomes).Select(outcome => outcome.Label),
            .. Enum.GetNames<SuppressionReason>().Select(Formats.Words),
        ]);
    }

    /// <summary>Asks for something as a reader of a language.</summary>
    public static T In<T>(string language, Func<T> ask)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            return ask();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static IEnumerable<string> States(Formats formats) =>
        [
            .. Enum.GetValues<EnrollmentState>().Select(formats.Word),
            .. Enum.GetValues<StepExecutionState>().Select(formats.Word),
            .. Enum.GetValues<MessageState>().Select(formats.Word),
            .. Enum.GetValues<FinishReason>().Select(formats.Word),
            .. Enum.GetValues<AttendeeState>().Select(formats.Word),
            .. Enum.GetValues<LeadStatus>().Select(status => formats.Status(status.ToString().ToLowerInvariant())),
            .. Enum.GetValues<RecordType>().Select(formats.Word),
            .. Enum.GetValues<RecordType>().Select(formats.Plural),
            // Badges of tasks that are not as urgent as others.
            "High",
            "Low",
        ];
}
