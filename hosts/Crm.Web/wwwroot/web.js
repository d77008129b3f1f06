import { endAll, forget, forgetAll, hasSingleKeys, restore } from "./_content/Crm.Components/crm.js";

// The search box above every page, rows of lists, and what was typed and not saved.

const patience = 150;
let timer;
let asked = 0;
let active = null;

const box = () => document.getElementById("find");
const list = () => document.getElementById("found");

document.addEventListener("keydown", (event) => {
  const isCommand = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
  const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (isCommand || (event.key === "/" && hasSingleKeys() && !isTyping && !document.querySelector("dialog[open]"))) {
    event.preventDefault();
    box()?.focus();
    box()?.select();
  } else if (event.target !== box()) {
    return;
  } else if (event.key === "Escape" && !list().hidden) {
    event.preventDefault();
    hide();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const hits = list().hidden ? [] : [...list().querySelectorAll("[role=option]:not([aria-disabled])")];
    if (hits.length === 0) return;
    event.preventDefault();
    const at = hits.indexOf(active) + (event.key === "ArrowDown" ? 1 : -1);
    choose(at < 0 ? null : hits[Math.min(at, hits.length - 1)]);
  } else if (event.key === "Enter" && active?.isConnected) {
    event.preventDefault();
    active.click();
    hide();
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
  // An ended session leads to the sign-in page, which is no list of hits.
  if (!response?.ok || response.redirected || number !== asked) return;
  choose(null);
  list().innerHTML = await response.text();
  list().hidden = false;
  input.setAttribute("aria-expanded", "true");
  document.getElementById("found-said").textContent = list().querySelector("[data-said]")?.dataset.said ?? "";
}

// The focus stays in the box, which says which hit is meant.
function choose(hit) {
  active?.setAttribute("aria-selected", "false");
  active = hit;
  if (!hit) {
    box()?.removeAttribute("aria-activedescendant");
    return;
  }
  hit.setAttribute("aria-selected", "true");
  hit.scrollIntoView({ block: "nearest" });
  box().setAttribute("aria-activedescendant", hit.id);
}

function hide() {
  asked++;
  clearTimeout(timer);
  choose(null);
  const found = list();
  if (!found || found.hidden) return;
  found.hidden = true;
  box().setAttribute("aria-expanded", "false");
  document.getElementById("found-said").textContent = "";
}

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

// Enter presses the button that a field belongs to, not the form's first.
document.addEventListener("keydown", (event) => {
  const action = event.target.dataset?.enter;
  if (event.key !== "Enter" || !action || event.isComposing) return;
  event.preventDefault();
  const { form } = event.target;
  form.requestSubmit(form.querySelector(`button[value="${action}"]`));
});

// What was typed is kept for whoever typed it, until that person signs out or somebody else signs in, here or in another tab.
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

// The server says which form is saved; all others are filled again.
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
  if (event.key !== accountKey) return;
  if (event.newValue !== sent()?.account) sessionStorage.removeItem(sentKey);
  if (!account || event.newValue === account) return;
  endAll();
  location.reload();
});

// A form that was sent after the session had ended is filled again when its page is back. Never a password.
const sentKey = "crm:sent";
const here = () => location.pathname + location.search;
const sent = () => JSON.parse(sessionStorage.getItem(sentKey));
const nameOf = (form) => form.elements._handler?.value ?? form.getAttribute("action") ?? "";
const formsOf = (name) => [...document.querySelectorAll('form[method="post"]')].filter((form) => nameOf(form) === name);
const isTyped = (field) => field.name && !field.readOnly && !["hidden", "password", "file", "submit", "button"].includes(field.type);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!account || form.method !== "post") return;
  const typed = new Set([...form.elements].filter(isTyped).map((field) => field.name));
  const values = [...new FormData(form)].filter(([name]) => typed.has(name));
  const name = nameOf(form);
  if (values.length > 0) sessionStorage.setItem(sentKey, JSON.stringify({ account, page: here(), name, place: formsOf(name).indexOf(form), values, isLost: false }));
  else sessionStorage.removeItem(sentKey);
});

function fill(form, values) {
  for (const field of [...form.elements].filter(isTyped)) {
    const given = values.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "checkbox" || field.type === "radio") field.checked = given.includes(field.value);
    else if (field.options) for (const option of field.options) option.selected = given.includes(option.value);
    else if (given.length > 0) field.value = given[[...form.elements].filter((other) => other.name === field.name).indexOf(field)] ?? "";
  }
  for (let closed = form.closest("details"); closed; closed = closed.parentElement.closest("details")) closed.open = true;
  for (const other of form.querySelectorAll("[data-kept]")) other.hidden = true;
  const notice = document.getElementById("kept-form").cloneNode(true);
  notice.removeAttribute("id");
  notice.hidden = false;
  form.prepend(notice);
  form.dispatchEvent(new Event("change", { bubbles: true }));
  notice.scrollIntoView({ block: "center" });
}

function recover() {
  const last = sent();
  if (!last) return;
  if (document.querySelector("[data-signed-out]") || (account && account !== last.account)) {
    sessionStorage.removeItem(sentKey);
  } else if (!account || document.querySelector("[data-refused]")) {
    sessionStorage.setItem(sentKey, JSON.stringify({ ...last, isLost: true }));
  } else if (!last.isLost) {
    sessionStorage.removeItem(sentKey);
  } else if (last.page === here()) {
    sessionStorage.removeItem(sentKey);
    const form = formsOf(last.name)[last.place];
    if (form) fill(form, last.values);
  }
}

recover();
Blazor.addEventListener("enhancedload", recover);
