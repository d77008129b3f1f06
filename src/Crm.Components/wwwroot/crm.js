// What Razor components cannot do by themselves: modal dialogs, single keys, and drafts that survive a reload.

const prefix = "crm:draft:";
const patience = 250;
const forgotten = new Set();
let isOver = false;

export function open(dialog, draft) {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  dialog.dataset.draft = draft ?? "";
  forgotten.delete(draft);
  const form = dialog.querySelector("form");
  if (!form) return;
  (form.querySelector("[autofocus]") ?? form.querySelector("input:not([type=hidden]), textarea, select"))?.focus();
  if (dialog.dataset.bound) return;
  dialog.dataset.bound = "true";
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      // Fields tell the server what stands in them when they are left.
      document.activeElement?.dispatchEvent(new Event("change", { bubbles: true }));
      dialog.querySelector("form")?.requestSubmit();
    } else if (event.key === "Enter" && event.target.matches?.("input:not([type=submit])")) {
      event.preventDefault();
      // What was typed so far is with the server, which makes a chip of it; what is typed from now on is the next. At once: in a busy browser the next letters come before any timer.
      if ("chips" in event.target.dataset) event.target.value = "";
    }
  });
  keep(dialog);
}

export function close(dialog) {
  if (dialog?.open) dialog.close();
}

export function draft(key) {
  const stored = localStorage.getItem(prefix + key);
  return stored ? JSON.parse(stored) : null;
}

export function forget(key) {
  // What waits to be kept is not kept any more.
  forgotten.add(key);
  localStorage.removeItem(prefix + key);
}

// Somebody signed out, or somebody else signed in: nothing that was typed stays in this browser.
export function forgetAll() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
}

// The same, and this page keeps nothing from now on: it is about to go.
export function endAll() {
  isOver = true;
  forgetAll();
}

// Only what was taken: somebody may have typed on meanwhile.
export function clear(input, text) {
  if (input?.value.trim() === text.trim()) input.value = "";
}

export function focus(id) {
  const element = document.getElementById(id);
  const open = document.querySelector("dialog[open]");
  if (open && !open.contains(element)) {
    // Nothing behind a modal dialog can have the focus, and closing gives it back to where it was.
    open.addEventListener("close", () => focus(id), { once: true });
    return;
  }
  element?.scrollIntoView({ block: "center" });
  element?.focus({ preventScroll: true });
}

// Whether keys that are letters, figures or signs do something by themselves; My settings switches that off.
export const hasSingleKeys = () => document.body.dataset.keys !== "off";

export function listen(root) {
  const keys = (event) => {
    if (!root.isConnected) {
      document.removeEventListener("keydown", keys);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || document.querySelector("dialog[open]")) return;
    if (event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]")) {
      // Out of the field, so that the next key is a key again.
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key.length === 1 && !hasSingleKeys()) return;
    const target = root.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target || target.disabled) return;
    event.preventDefault();
    target.click();
  };
  document.addEventListener("keydown", keys);
}

// Keeps what is typed: the browser has it although the circuit, the sign-in or the server is lost.
function keep(dialog) {
  let timer;
  const store = () => {
    const [form, key] = [dialog.querySelector("form"), dialog.dataset.draft];
    if (!form || !key || !dialog.open || isOver || forgotten.has(key)) return;
    const values = {};
    for (const [name, value] of new FormData(form)) if (typeof value === "string" && value) values[name] = value;
    localStorage.setItem(prefix + key, JSON.stringify(values));
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(store, patience);
  };
  const now = () => {
    clearTimeout(timer);
    store();
  };
  dialog.addEventListener("input", later);
  dialog.addEventListener("change", now);
  // Nothing is left for later when it is sent, or when the page is left.
  dialog.addEventListener("submit", now);
  window.addEventListener("pagehide", now);
}
