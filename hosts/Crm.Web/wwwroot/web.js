import { endAll, forget, forgetAll, restore } from "./_content/Crm.Components/crm.js";

// The search box above every page: Ctrl+K and / go there, what is typed is looked up, arrows walk through what was found. In lists: all rows at once.

const patience = 150;
let timer;
let asked = 0;

const box = () => document.getElementById("find");
const list = () => document.getElementById("found");

document.addEventListener("keydown", (event) => {
  const isCommand = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
  const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (isCommand || (event.key === "/" && !isTyping && !document.querySelector("dialog[open]"))) {
    event.preventDefault();
    box()?.focus();
    box()?.select();
  } else if (event.key === "Escape" && event.target.closest?.(".find")) {
    hide();
    box()?.focus();
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && event.target.closest?.(".find")) {
    const links = [...list().querySelectorAll("a")];
    if (links.length === 0) return;
    event.preventDefault();
    const at = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    (at < 0 ? box() : links[Math.min(at, links.length - 1)]).focus();
  }
});

document.addEventListener("input", (event) => {
  if (event.target !== box()) return;
  clearTimeout(timer);
  timer = setTimeout(look, patience);
});

document.addEventListener("focusin", (event) => {
  if (!event.target.closest?.(".find")) hide();
});

async function look() {
  const input = box();
  const number = ++asked;
  const text = input.value.trim();
  if (text.length < 2) {
    hide();
    return;
  }
  const response = await fetch(`${input.dataset.find}?q=${encodeURIComponent(text)}`, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!response?.ok || number !== asked) return;
  list().innerHTML = await response.text();
  list().hidden = false;
}

function hide() {
  const found = list();
  if (found) found.hidden = true;
}

// The rows of a list: all at once, and how many are chosen.
document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-choice]");
  if (!form) return;
  const rows = [...form.querySelectorAll('input[name="record"]')];
  const all = form.querySelector("[data-choose-all]");
  if (event.target === all) for (const row of rows) row.checked = all.checked;
  const chosen = rows.filter((row) => row.checked).length;
  all.checked = chosen === rows.length;
  all.indeterminate = chosen > 0 && chosen < rows.length;
  form.querySelector("[data-chosen]").value = chosen || "";
});

// Enter in a field that belongs to one of the form's buttons presses that button, not the form's first.
document.addEventListener("keydown", (event) => {
  const action = event.target.dataset?.enter;
  if (event.key !== "Enter" || !action || event.isComposing) return;
  event.preventDefault();
  const { form } = event.target;
  form.requestSubmit(form.querySelector(`button[value="${action}"]`));
});

// What was typed into dialogs and forms and not saved is kept for whoever typed it, until that person signs out or somebody else signs in: in this tab, and in all others, which then show nothing any more either.
const accountKey = "crm:account";
const account = document.body.dataset.account ?? null;

if (document.querySelector("[data-signed-out]")) {
  forgetAll();
  localStorage.removeItem(accountKey);
} else if (account) {
  const before = localStorage.getItem(accountKey);
  if (before && before !== account) forgetAll();
  localStorage.setItem(accountKey, account);
}

// The server says which form is saved, or not wanted any more; all others have what was typed into them back.
function putBack() {
  const saved = document.cookie.match(/(?:^|; )crm-saved=([^;]*)/);
  if (saved) {
    forget(decodeURIComponent(saved[1]));
    document.cookie = "crm-saved=; max-age=0; path=/";
  }
  restore();
}

putBack();
Blazor.addEventListener("enhancedload", putBack);

document.addEventListener("click", (event) => {
  const form = event.target.closest?.("a[data-forget]")?.closest("form");
  if (form) forget(form.dataset.draft);
});

addEventListener("storage", (event) => {
  if (event.key !== accountKey || !account || event.newValue === account) return;
  endAll();
  location.reload();
});
