using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Crm.Components;

/// <summary>The little that needs the browser: dialogs, keys, and forms whose text survives a reload. See <c>wwwroot/crm.js</c>.</summary>
internal sealed class Script(IJSRuntime js) : IAsyncDisposable
{
    private Task<IJSObjectReference>? module;

    /// <summary>Opens a dialog.</summary>
    public ValueTask OpenAsync(ElementReference dialog) => CallAsync("open", dialog);

    /// <summary>Closes it; focus returns to where it was.</summary>
    /// <returns>Whether it was open: then its <c>close</c> event follows.</returns>
    public ValueTask<bool> CloseAsync(ElementReference dialog) => AskAsync("close", false, dialog);

    /// <summary>What was typed into a form with <c>data-draft</c> and not saved, by the fields' names; empty where nothing. What a checkbox says is <c>true</c> or <c>false</c>.</summary>
    public async Task<IReadOnlyDictionary<string, string>> DraftAsync(string key) => await AskAsync<Dictionary<string, string>?>("draft", null, key) ?? [];

    /// <summary>Forgets a draft: it was saved, or is not wanted.</summary>
    /// <param name="key">The draft's key.</param>
    /// <param name="stays">Whether a dialog that it was typed into stays open.</param>
    public ValueTask ForgetAsync(string key, bool stays = false) => CallAsync("forget", key, stays);

    /// <summary>Clicks the element with <c>data-key</c> when its key is pressed and nobody is typing.</summary>
    public ValueTask ListenAsync(ElementReference root) => CallAsync("listen", root);

    /// <summary>Empties a text control that still holds a text.</summary>
    public ValueTask ClearAsync(ElementReference input, string text) => CallAsync("clear", input, text);

    /// <summary>Scrolls to an element and gives it the focus.</summary>
    /// <param name="id">The element's id.</param>
    /// <param name="otherwise">The id of one that gets it where the element is gone.</param>
    public ValueTask FocusAsync(string id, string? otherwise = null) => CallAsync("focus", id, otherwise);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (module is null)
            return;
        try
        {
            await (await module).DisposeAsync();
        }
        catch (Exception exception) when (exception is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // The page is gone, and the module with it.
        }
    }

    private async ValueTask CallAsync(string function, params object?[] arguments) => await AskAsync<object?>(function, null, arguments);

    private async ValueTask<T> AskAsync<T>(string function, T otherwise, params object?[] arguments)
    {
        try
        {
            return await (await ModuleAsync()).InvokeAsync<T>(function, arguments);
        }
        catch (JSDisconnectedException)
        {
            // The page is gone: there is nobody to show it to.
            return otherwise;
        }
    }

    private Task<IJSObjectReference> ModuleAsync() => module ??= js.InvokeAsync<IJSObjectReference>("import", "./_content/Crm.Components/crm.js").AsTask();
}
