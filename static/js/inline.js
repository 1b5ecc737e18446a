// A field is changed where it is read: a click on it in a row, F2 on a row's title, or a "Change"
// link opens it; Enter or leaving it saves, Escape restores. Without this file the links lead to a
// page with the same form.
const CELLS = { ty: "type", "bl-n": "effort", "bl-st": "state" };
const token = () => /(?:^|; )almanac_\d+_csrf=([^;]+)/.exec(document.cookie)?.[1] ?? document.querySelector('meta[name="csrf-token"]')?.content ?? "";
const headers = () => ({ "HX-Request": "true", "HX-Current-URL": location.href, "X-CSRFToken": token() });
const parsed = (html) => new DOMParser().parseFromString(`<body>${html}`, "text/html").body;
const tell = (words) => document.dispatchEvent(new CustomEvent("toast", { detail: { words } }));
const rowOf = (reference) => document.querySelector(`#backlog > [data-id="${CSS.escape(reference)}"]`);
const opened = new WeakMap();

function announce(answer) {
  try {
    for (const [name, detail] of Object.entries(JSON.parse(answer.headers.get("HX-Trigger") ?? "{}"))) document.dispatchEvent(new CustomEvent(name, { detail }));
  } catch {
    /* an answer without events */
  }
}

async function asked(url, options = {}) {
  try {
    return await fetch(url, { ...options, headers: headers() });
  } catch {
    tell("The server did not answer. What you typed is still here.");
    return null;
  }
}

function show(form, place, state) {
  opened.set(form, state);
  place.replaceWith(form);
  const field = form.querySelector(":is(input, select, textarea):not([type=hidden])");
  const wrong = form.querySelector("[name=reason]") ?? field;
  wrong?.focus();
  wrong?.select?.();
}

async function open(url, cell) {
  const answer = await asked(url);
  const form = answer?.ok && parsed(await answer.text()).querySelector("[data-inline-form]");
  if (!form) return answer && tell("This cannot be changed here any more. Load the page again.");
  return show(form, cell, { cell, first: new URLSearchParams(new FormData(form)).toString() });
}

function restore(form) {
  const state = opened.get(form);
  if (!state || !form.isConnected) return;
  opened.delete(form);
  form.replaceWith(state.cell);
  (state.cell.matches("a") ? state.cell : state.cell.closest("[data-id]")?.querySelector(".bl-title"))?.focus();
}

async function save(form) {
  const state = opened.get(form);
  if (!state || state.busy) return;
  const body = new URLSearchParams(new FormData(form));
  if (body.toString() === state.first) return restore(form);
  state.busy = true;
  const reference = /items\/([^/]+)\//.exec(form.getAttribute("action"))[1];
  const row = rowOf(reference);
  body.set("place", row?.querySelector(".rank")?.textContent ?? "");
  const answer = await asked(form.getAttribute("action"), { method: "POST", body });
  state.busy = false;
  if (!answer) return;
  const html = parsed(await answer.text());
  announce(answer);
  if (!answer.ok) {
    const again = html.querySelector("[data-inline-form]");
    if (again) show(again, form, { cell: state.cell, first: "" });
    else tell(html.querySelector(".note-box > span")?.textContent ?? "Not saved. Something stands against it.");
    return;
  }
  if (answer.headers.get("HX-Refresh")) return location.reload();
  await settle(form, row, html.querySelector("[data-id]"), answer.headers.get("X-Reference"));
}

async function settle(form, row, fresh, reference) {
  const inPanel = form.closest("#panel");
  opened.delete(form);
  if (row && fresh) {
    row.replaceWith(fresh);
    window.htmx.process(fresh);
    if (!inPanel) fresh.querySelector(".bl-title").focus();
  } else row?.remove();
  const panel = document.querySelector("#panel.panel .ref");
  if (!panel || !inPanel) return;
  await window.htmx.ajax("GET", `/items/${reference}/`, { target: "#panel", swap: "outerHTML" });
  document.querySelector("#panel")?.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-inline]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    return open(link.href, link);
  }
  const cell = event.target.closest?.("form[data-pick] .bl-row:not(.kept) > i:not(.bl-score)");
  const name = cell && Object.entries(CELLS).find(([part]) => cell.classList.contains(part))?.[1];
  if (name) open(`/items/${cell.closest("[data-id]").dataset.id}/fields/${name}/`, cell);
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-inline-form]") || !opened.has(event.target)) return;
  event.preventDefault();
  save(event.target);
});
document.addEventListener("change", (event) => {
  const form = event.target.closest?.("[data-inline-form]");
  if (form && event.target.matches("select")) save(form);
});
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("[data-inline-form]");
  if (form && event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    restore(form);
  } else if (form && event.key === "Enter" && event.target.matches("input, select")) {
    event.preventDefault();
    save(form);
  } else if (event.key === "F2" && event.target.matches?.("form[data-pick] .bl-row:not(.kept) > .bl-title")) {
    event.preventDefault();
    open(`/items/${event.target.closest("[data-id]").dataset.id}/fields/title/`, event.target);
  }
}, true);
// Leaving the field saves it; the focus passes through nothing for a moment, hence the wait.
document.addEventListener("focusout", (event) => {
  const form = event.target.closest?.("[data-inline-form]");
  if (form) setTimeout(() => form.isConnected && !form.contains(document.activeElement) && !form.querySelector(".err") && save(form));
});
