using System.Text.Json;
using Crm.Plugins;

namespace Crm.Sequences;

internal static class StepSettings
{
    public static IReadOnlyList<SettingsProblem> Check<TSettings>(JsonElement settings, Func<TSettings, IReadOnlyList<SettingsProblem>> further)
        where TSettings : class => ContractJson.TryRead<TSettings>(settings, out var read, out var why) ? further(read) : [new SettingsProblem("", why)];

    public static TSettings Read<TSettings>(JsonElement settings)
        where TSettings : class => ContractJson.TryRead<TSettings>(settings, out var read, out var why) ? read : throw new JsonException(why);
}
