using System.Collections;
using System.Resources;

namespace Crm.Components;

/// <summary>The wordings of a language by their English sentences.</summary>
internal sealed class SentenceBook
{
    private readonly Dictionary<string, string> whole = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Pattern> patterns = [];

    /// <summary>Reads them; without resources there are none.</summary>
    public SentenceBook(ResourceSet? resources)
    {
        foreach (var entry in resources?.Cast<DictionaryEntry>() ?? [])
        {
            var (sentence, wording) = ((string)entry.Key, (string)entry.Value!);
            if (sentence.Contains("{0}", StringComparison.Ordinal))
                patterns.Add(new Pattern(Split(sentence), wording));
            else
                whole[sentence] = wording;
        }
        // The one that says most fits best.
        patterns.Sort((one, other) => other.Length.CompareTo(one.Length));
    }

    /// <summary>The wording of a sentence and its changing parts; null where there is none.</summary>
    public (string Wording, IReadOnlyList<string> Parts)? Find(string sentence)
    {
        if (whole.TryGetValue(sentence, out var wording))
            return (wording, []);
        foreach (var pattern in patterns)
            if (pattern.Match(sentence) is { } parts)
                return (pattern.Wording, parts);
        return null;
    }

    /// <summary>What stands around the places <c>{0}</c>, <c>{1}</c> and so on, which come in this order.</summary>
    private static string[] Split(string sentence)
    {
        var around = new List<string>();
        var rest = sentence;
        for (var number = 0; rest.Split($"{{{number}}}", 2) is [var before, var after]; number++)
        {
            around.Add(Plain(before));
            rest = after;
        }
        return [.. around, Plain(rest)];
    }

    private static string Plain(string text) => text.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal);

    /// <summary>A sentence with places.</summary>
    private sealed record Pattern(string[] Around, string Wording)
    {
        /// <summary>How many characters do not change.</summary>
        public int Length { get; } = Around.Sum(part => part.Length);

        /// <summary>What stands at the places; null where the sentence is another one.</summary>
        public string[]? Match(string sentence)
        {
            if (!sentence.StartsWith(Around[0], StringComparison.Ordinal))
                return null;
            var (parts, at) = (new string[Around.Length - 1], Around[0].Length);
            for (var place = 0; place < parts.Length; place++)
            {
                var next = Around[place + 1];
                var end =
                    place < parts.Length - 1 ? sentence.IndexOf(next, at, StringComparison.Ordinal)
                    : sentence.EndsWith(next, StringComparison.Ordinal) ? sentence.Length - next.Length
                    : -1;
                if (end <= at)
                    return null;
                parts[place] = sentence[at..end];
                at = end + next.Length;
            }
            return parts;
        }
    }
}
