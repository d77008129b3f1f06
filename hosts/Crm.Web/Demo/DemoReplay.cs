using Crm.Hosting;
using YamlDotNet.RepresentationModel;

namespace Crm.Web.Demo;

/// <summary>
/// Lets happen again what the stories in <c>hosts/demo/stories</c> tell, each thing at its time: the clock is moved from one to the next, people act by use cases, and between them the engine carries out what
/// its sequences have planned. So every state is one that the engine itself has come to.
/// </summary>
internal sealed class DemoReplay(DemoClock clock, DueWork due, IEnumerable<IDemoVerbs> verbs)
{
    private readonly Dictionary<string, IDemoVerbs> verbs = verbs.SelectMany(one => one.Verbs.Select(verb => (verb, one))).ToDictionary();
    private DateTimeOffset? next;

    /// <summary>Tells all stories, from the first moment to now.</summary>
    public async Task RunAsync(DemoDays days, CancellationToken cancellationToken)
    {
        foreach (var entry in DemoFiles.Stories.SelectMany(file => Read(file, days)).OrderBy(entry => entry.At))
        {
            await ArriveAsync(entry.At, cancellationToken);
            if (!verbs.TryGetValue(entry.Verb, out var known))
                throw entry.Wrong($"there is no verb '{entry.Verb}'");
            await known.DoAsync(entry, cancellationToken);
            entry.RequireAllRead();
            if (known.MovesSequences)
                await CarryOutAsync(cancellationToken);
        }
        await ArriveAsync(days.Now, cancellationToken);
    }

    private static IEnumerable<DemoEntry> Read(string file, DemoDays days)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(DemoFiles.Read(file)));
        var story = (YamlMappingNode)yaml.Documents[0].RootNode;
        return ((YamlSequenceNode)story.Children[new YamlScalarNode("story")])
            .Children.Cast<YamlMappingNode>()
            .Select(node => new DemoEntry(file, node, story, days));
    }

    /// <summary>Moves the clock to a moment; what sequences have planned before it is carried out on the way.</summary>
    private async Task ArriveAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        while (next is { } planned && planned <= moment)
        {
            clock.StandAt(planned);
            await CarryOutAsync(cancellationToken);
            if (next <= planned)
                throw new InvalidOperationException($"What is due at {planned:u} cannot be carried out.");
        }
        clock.StandAt(moment);
    }

    private async Task CarryOutAsync(CancellationToken cancellationToken) => next = (await due.RunUntilIdleAsync(progress: null, cancellationToken)).NextDueAt;
}
