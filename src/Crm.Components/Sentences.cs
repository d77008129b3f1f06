using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Resources;
using Microsoft.Extensions.Localization;

namespace Crm.Components;

/// <summary>Says in the reader's language what the engine said. The engine speaks English, and keeps its reasons so; <c>Sentences.de.resx</c> has the German wording of each sentence, whose changing parts are numbered places.</summary>
/// <remarks>In a wording <c>{0:word}</c> is a part that is itself a word or a sentence of the engine; a plain <c>{0}</c> is somebody's text and stays as it is. A sentence without a wording stays English.</remarks>
internal sealed class Sentences(IStringLocalizer<Texts> texts)
{
    private static readonly ResourceManager Resources = new(typeof(Sentences));
    private static readonly ConcurrentDictionary<CultureInfo, SentenceBook> Books = new();

    /// <summary>The sentence in the reader's language; null where there is none.</summary>
    [return: NotNullIfNotNull(nameof(sentence))]
    public string? Of(string? sentence) => sentence is null ? null : Wording(sentence) ?? WithoutField(sentence) ?? sentence;

    private string? Wording(string sentence) =>
        BookOf(CultureInfo.CurrentUICulture).Find(sentence) is var (wording, parts)
            ? string.Format(CultureInfo.CurrentCulture, wording, [.. parts.Select(part => new Part(part, Word))])
            : null;

    /// <summary>What is wrong with several fields at once is written with each field before it.</summary>
    private string? WithoutField(string sentence) =>
        sentence.IndexOf(": ", StringComparison.Ordinal) is > 0 and var at
        && !sentence.AsSpan(0, at).Contains(' ')
        && Wording(sentence[(at + 2)..]) is { } wording
            ? $"{sentence[..at]}: {wording}"
            : null;

    /// <summary>A word of the engine, such as a state; what it is not stays as it is.</summary>
    private string Word(string part) => Wording(part) ?? texts[part];

    private static SentenceBook BookOf(CultureInfo culture) =>
        Books.GetOrAdd(culture, static culture => new SentenceBook(Resources.GetResourceSet(culture, createIfNotExists: true, tryParents: true)));

    /// <summary>A changing part of a sentence.</summary>
    private sealed class Part(string text, Func<string, string> word) : IFormattable
    {
        public string ToString(string? format, IFormatProvider? formatProvider) => format == "word" ? word(text) : text;
    }
}
