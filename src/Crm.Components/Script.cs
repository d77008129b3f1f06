using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Crm.Components;

/// <summary>The little that needs the browser: dialogs, keys, and drafts that survive a reload. See <c>wwwroot/crm.js</c>.</summary>
internal sealed class Script(IJSRuntime js) : IAsyncDisposable
{
    private Task<IJSObjectReference>? module;

    /// <summary>Opens a dialog; what stands in its form is kept under the key until it is forgotten.</summary>
    public ValueTask OpenAsync(ElementReference dialog, string? draft) => CallAsync("open", dialog, draft);

    /// <summary>Closes it; focus returns to where it was.</summary>
    public ValueTask CloseAsync(ElementReference dialog) => CallAsync("close", dialog);

    /// <summary>What was typed and not saved, by the fields' names; empty where nothing.</summary>
    public async Task<IReadOnlyDictionary<string, string>> DraftAsync(string key) =>
        await (await ModuleAsync()).InvokeAsync<Dictionary<string, string>?>("draft", key) ?? [];

    /// <summary>Forgets a draft: it was saved, or is not wanted.</summary>
    public ValueTask ForgetAsync(string key) => CallAsync("forget", key);

    /// <summary>Clicks the element with <c>data-key</c> when its key is pressed and nobody is typing.</summary>
    public ValueTask ListenAsync(ElementReference root) => CallAsync("listen", root);

    /// <summary>Empties a text control that still holds a text.</summary>
    public ValueTask ClearAsync(ElementReference input, string text) => CallAsync("clear", input, text);

    /// <summary>Scrolls to an element and gives it the focus.</summary>
    public ValueTask FocusAsync(string id) => CallAsync("focus", id);

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

    private async ValueTask CallAsync(string function, params object?[] arguments)
    {
        try
        {
            await (await ModuleAsync()).InvokeVoidAsync(function, arguments);
        }
        catch (JSDisconnectedException)
        {
            // The page is gone: there is nobody to show it to.
        }
    }

    private Task<IJSObjectReference> ModuleAsync() => module ??= js.InvokeAsync<IJSObjectReference>("import", "./_content/Crm.Components/crm.js").AsTask();
}
