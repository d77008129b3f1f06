// What Razor components cannot do by themselves: modal dialogs, single keys, and forms whose text survives a reload.

const prefix = "crm:draft:";
const typed = new WeakSet();
const left = new WeakSet();
let isOver = false;

export function open(dialog) {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  const form = dialog.querySelector("form");
  if (!form) return;
  (form.querySelector("[autofocus]") ?? form.querySelector("input:not([type=hidden]), textarea, select"))?.focus();
  if (dialog.dataset.bound) return;
  dialog.dataset.bound = "true";
  dialog.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const chips = event.target.dataset.chips;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      // Fields tell the server what stands in them when they are left.
      event.target.dispatchEvent(new Event("change", { bubbles: true }));
      if (chips) event.target.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
      dialog.querySelector("form")?.requestSubmit();
    } else if ((event.key === "Enter" && event.target.matches("input:not([type=submit])")) || (event.key === "," && chips === "any")) {
      event.preventDefault();
      // The server makes a chip of it. At once: in a busy browser the next letters come before any timer.
      if (chips === "any" || (chips && isListed(event.target))) event.target.value = "";
    }
  });
}

export function close(dialog) {
  const wasOpen = dialog?.open ?? false;
  if (wasOpen) dialog.close();
  return wasOpen;
}

export function draft(key) {
  try {
    return JSON.parse(localStorage.getItem(prefix + key));
  } catch {
    return null;
  }
}

export function forget(key, stays) {
  for (const form of formsOf(key)) {
    typed.delete(form);
    // What its fields still report was typed before.
    if (!stays && form.closest("dialog")) left.add(form);
  }
  localStorage.removeItem(prefix + key);
}

// At sign-out, and when somebody else signs in.
export function forgetAll() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
}

// The same, and this page keeps nothing from now on.
export function endAll() {
  isOver = true;
  forgetAll();
}

// For posted forms; components fill those of a circuit.
export function restore() {
  for (const form of formsOf())
    if (form.method === "post") fill(form, draft(form.dataset.draft) ?? {});
}

// Only what was taken: somebody may have typed on meanwhile.
export function clear(input, text) {
  if (input?.value.trim() === text.trim()) input.value = "";
}

export function focus(id, otherwise) {
  const element = document.getElementById(id) ?? document.getElementById(otherwise);
  const open = document.querySelector("dialog[open]");
  if (open && !open.contains(element)) {
    // Closing gives the focus back to where it was.
    open.addEventListener("close", () => focus(id, otherwise), { once: true });
    return;
  }
  element?.scrollIntoView({ block: "nearest" });
  element?.focus({ preventScroll: true });
}

// My settings switches them off.
export const hasSingleKeys = () => document.body.dataset.keys !== "off";

export function listen(root) {
  const keys = (event) => {
    if (!root.isConnected) {
      document.removeEventListener("keydown", keys);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || document.querySelector("dialog[open] form")) return;
    if (event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]")) {
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

// What is typed into a form with data-draft is kept under that key at once.
for (const kind of ["input", "change", "submit", "click"]) document.addEventListener(kind, touch, true);

addEventListener("pagehide", () => formsOf().forEach((form) => typed.has(form) && store(form)));

function touch(event) {
  const form = event.target.closest?.("form[data-draft]");
  if (!form || (event.type === "click" && !event.target.closest("button"))) return;
  if (event.type !== "click") store(form);
  if (typed.has(form)) return;
  typed.add(form);
  // Chips stand in hidden fields, which the circuit writes.
  if (form.method !== "post") new MutationObserver(() => typed.has(form) && store(form)).observe(form, { subtree: true, attributeFilter: ["value"] });
}

function store(form) {
  if (isOver || left.has(form) || !form.dataset.draft) return;
  const values = {};
  for (const field of fieldsOf(form)) {
    if (field.type === "checkbox") values[field.name] = String(field.checked);
    else if (field.type !== "radio" || field.checked) values[field.name] = field.value;
  }
  localStorage.setItem(prefix + form.dataset.draft, JSON.stringify(values));
}

function fill(form, values) {
  const changed = fieldsOf(form).filter((field) => field.name in values && !holds(field, values[field.name]));
  const isStale = changed.some((field) => field.name === "revision");
  const isBack = changed.length > (isStale ? 1 : 0);
  const revision = form.elements.revision?.value;
  // With the revision that was typed over: what somebody else wrote meanwhile is not overwritten.
  if (isBack) for (const field of changed) put(field, values[field.name]);
  show(form, "[data-kept]", isBack && !isStale);
  show(form, "[data-changed]", isBack && isStale);
  for (const button of form.querySelectorAll("[data-discard]"))
    button.onclick = () => {
      forget(form.dataset.draft);
      location.assign(location.pathname + location.search);
    };
  for (const button of form.querySelectorAll("[data-keep]"))
    button.onclick = () => {
      form.elements.revision.value = revision;
      store(form);
      show(form, "[data-changed]", false);
    };
}

function holds(field, value) {
  if (isChecked(field)) return field.checked === ticks(field, value);
  return field.value === value || (field.options && ![...field.options].some((option) => option.value === value));
}

function put(field, value) {
  if (isChecked(field)) field.checked = ticks(field, value);
  else field.value = value;
}

function isChecked({ type }) {
  return type === "checkbox" || type === "radio";
}

function ticks(field, value) {
  return value === (field.type === "radio" ? field.value : "true");
}

function show(form, selector, isShown) {
  for (const notice of form.querySelectorAll(selector)) notice.hidden = !isShown;
}

function formsOf(key) {
  return [...document.querySelectorAll("form[data-draft]")].filter((form) => key === undefined || form.dataset.draft === key);
}

// Never a password, nor what the server alone reads.
function fieldsOf(form) {
  return [...form.elements].filter(({ name, type }) => name && !name.startsWith("_") && !["password", "file", "submit", "button", "reset"].includes(type));
}

function isListed(input) {
  return [...(input.list?.options ?? [])].some((option) => option.value === input.value);
}
