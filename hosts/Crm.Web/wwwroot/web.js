import { endAll, forgetAll, hasSingleKeys } from "./_content/Crm.Components/crm.js";

// The search box above every page: Ctrl+K and / go there, what is typed is looked up, arrows walk through what was found and Enter opens it. In lists: all rows at once.

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
  if (!response?.ok || number !== asked) return;
  choose(null);
  list().innerHTML = await response.text();
  list().hidden = false;
  input.setAttribute("aria-expanded", "true");
  document.getElementById("found-said").textContent = list().querySelector("[data-said]")?.dataset.said ?? "";
}

// The focus stays in the box, so that one goes on typing; the box says which hit is meant.
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
  choose(null);
  const found = list();
  if (!found || found.hidden) return;
  found.hidden = true;
  box().setAttribute("aria-expanded", "false");
  document.getElementById("found-said").textContent = "";
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

// What was typed into dialogs and not saved is kept for whoever typed it, until that person signs out or somebody else signs in: in this tab, and in all others, which then show nothing any more either.
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

addEventListener("storage", (event) => {
  if (event.key !== accountKey || !account || event.newValue === account) return;
  endAll();
  location.reload();
});
