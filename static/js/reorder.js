// An ordered list moved by drag, by keyboard and by ordinary buttons. Contract in README.md here.
// Drag and keyboard end in the same request; the row is where you put it at once, and the server's
// answer corrects it when somebody else was faster.
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
const rowsOf = (list) => [...list.querySelectorAll(":scope > [data-id]")];
// Of a long list only some rows are here: `data-first` says where they begin, `data-count` how many
// there are altogether.
const beginning = (list) => +list.dataset.first || 1;
const position = (row) => beginning(row.parentElement) + rowsOf(row.parentElement).indexOf(row);
const total = (list) => Math.max(+list.dataset.count || 0, beginning(list) - 1 + rowsOf(list).length);
const gripOf = (id) => document.querySelector(`[data-reorder] > [data-id="${CSS.escape(id)}"] [data-grip]`);
const nameOf = (row) => row.dataset.name ?? row.dataset.id;
const before = (row) => {
  let other = row.previousElementSibling;
  while (other && !other.dataset.id) other = other.previousElementSibling;
  return other;
};
const token = () => /(?:^|; )almanac_\d+_csrf=([^;]+)/.exec(document.cookie)?.[1] ?? document.querySelector('meta[name="csrf-token"]')?.content ?? "";
const after = (row) => {
  let other = row.nextElementSibling;
  while (other && !other.dataset.id) other = other.nextElementSibling;
  return other;
};
const HEADERS = () => ({ "HX-Request": "true", "HX-Current-URL": location.href });
let held = null;
let origin = null;
let far = null; // "first" or "last": the end the row in hand goes to, where that is not on the page

function renumber(list) {
  rowsOf(list).forEach((row, place) => {
    const rank = row.querySelector(".rank");
    if (rank) rank.textContent = beginning(list) + place;
    row.querySelector("[data-grip]")?.setAttribute("aria-label", `Move ${nameOf(row)}, position ${beginning(list) + place}`);
  });
}

function putBack(list, children) {
  list.append(...children);
  renumber(list);
}

/* ------------------------------------------------------------------ the server's word */
function announce(answer) {
  try {
    const events = JSON.parse(answer.headers.get("HX-Trigger") ?? "{}");
    for (const [name, detail] of Object.entries(events)) tell(name, detail);
    return events;
  } catch {
    return {};
  }
}

function swap(old, html, wanted) {
  const fresh = new DOMParser().parseFromString(`<body>${html}`, "text/html").body.querySelector(wanted);
  if (!fresh) return null;
  old.replaceWith(fresh);
  window.htmx?.process(fresh);
  return fresh;
}

async function send(row, children, { undoUrl, end } = {}) {
  const list = row.parentElement;
  const url = undoUrl ?? row.dataset.moveUrl ?? list.dataset.moveUrl?.replace("{id}", row.dataset.id);
  renumber(list);
  flash(row);
  if (!url) return tell("toast", { words: `Moved ${nameOf(row)} to position ${position(row)}.`, undo: () => putBack(list, children) });
  const place = children.indexOf(row);
  const previous = children.slice(0, place).reverse().find((node) => node.dataset.id);
  const body = new FormData();
  let answer;
  try {
    if (end) body.set(end === "last" ? "after" : "before", await rowAt(end));
    else body.set("after", before(row)?.dataset.id ?? "");
    // Above the first row shown is not always the top: of a filtered or later page it is before it.
    if (!end && !before(row)) body.set("before", after(row)?.dataset.id ?? "");
    body.set("version", row.dataset.version ?? list.dataset.version ?? "");
    answer = await fetch(url, { method: "POST", body, headers: { ...HEADERS(), "X-CSRFToken": token() } });
  } catch {
    putBack(list, children);
    return tell("toast", { words: `Not moved: the server did not answer. ${nameOf(row)} is back at position ${position(row)}.` });
  }
  await settle(answer, row, list, children, { previousId: previous?.dataset.id, undoUrl, end });
}

// The item at an end of the list that is not on the page; the server knows which it is.
async function rowAt(end) {
  const answer = await fetch(document.getElementById(`to-${end}`).href, { headers: { ...HEADERS(), "HX-Target": "list" } });
  const rows = new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("[data-reorder] > [data-id]");
  return rows[end === "last" ? rows.length - 1 : 0].dataset.id;
}

async function settle(answer, row, list, children, { previousId, undoUrl, end }) {
  const html = await answer.text();
  if (!answer.ok) {
    const told = "toast" in announce(answer);
    const words = new DOMParser().parseFromString(html, "text/html").querySelector(".note-box > span")?.textContent;
    const fresh = answer.status === 409 ? swap(list, html, "[data-reorder]") : null;
    if (fresh) start(fresh);
    else putBack(list, children);
    gripOf(row.dataset.id)?.focus();
    if (!told) tell("toast", { words: words ?? (fresh ? "Somebody moved this first; this is the order now." : `Not moved. ${nameOf(row)} is back where it was.`) });
    return;
  }
  const focused = row.contains(document.activeElement);
  const fresh = swap(row, html, `[data-id="${CSS.escape(row.dataset.id)}"]`) ?? row;
  renumber(list);
  if (focused) fresh.querySelector("[data-grip]")?.focus();
  list.dispatchEvent(new CustomEvent("reordered", { bubbles: true, detail: { id: fresh.dataset.id, position: position(fresh) } }));
  const events = announce(answer);
  if ("toast" in events || undoUrl) return;
  const back = events.undoable?.url;
  const place = end ? `the ${end === "last" ? "end" : "beginning"} of the list` : `position ${position(fresh)}`;
  tell("toast", { words: `Moved ${nameOf(fresh)} to ${place}.`, undo: back && (() => undo(fresh, list, previousId, back)) });
  if (end) show(end, row.dataset.id);
}

// The rows of that end take the place of those on the page, and the hand stays on the one moved.
function show(end, id) {
  document.addEventListener("htmx:afterSettle", () => gripOf(id)?.focus(), { once: true });
  document.getElementById(`to-${end}`).click();
}

// The row goes back at once; the server knows better where that is when others moved meanwhile.
function undo(row, list, previousId, url) {
  if (!list.isConnected) return window.htmx.ajax("POST", url, { target: "#list", swap: "outerHTML" });
  const children = [...list.children];
  const previous = previousId && list.querySelector(`:scope > [data-id="${CSS.escape(previousId)}"]`);
  if (previous) previous.after(row);
  else list.prepend(row);
  return send(row, children, { undoUrl: url });
}

function flash(row) {
  row.classList.remove("just-moved");
  void row.offsetWidth;
  row.classList.add("just-moved");
}

/* ------------------------------------------------------------------ the hand on the keyboard */
function lift(row, grip) {
  held = row;
  far = null;
  origin = [...row.parentElement.children];
  row.classList.add("moving");
  grip.setAttribute("aria-pressed", "true");
  tell("say", { words: `${nameOf(row)} picked up at position ${position(row)} of ${total(row.parentElement)}. Arrow keys move, Enter drops, Escape puts back.` });
}

function drop(keep) {
  const row = held;
  if (!row) return;
  held = null;
  const grip = row.querySelector("[data-grip]");
  row.classList.remove("moving");
  grip.removeAttribute("aria-pressed");
  const list = row.parentElement;
  if (!keep) {
    putBack(list, origin);
    tell("say", { words: `${nameOf(row)} put back at position ${position(row)}.` });
  } else if (!far && origin.indexOf(row) === [...list.children].indexOf(row)) {
    tell("say", { words: `${nameOf(row)} not moved.` });
  } else {
    tell("say", { words: `${nameOf(row)} dropped at position ${standing(row)}.` });
    send(row, origin, { end: far });
  }
  grip.focus();
}

const standing = (row) => ({ first: 1, last: total(row.parentElement) })[far] ?? position(row);
const away = (key) => (key === "Home" ? document.getElementById("earlier") && "first" : key === "End" && document.getElementById("more") && "last") || null;

function carry(row, key, grip) {
  const list = row.parentElement;
  const rows = rowsOf(list);
  const place = rows.indexOf(row);
  if (key === "ArrowUp" && place > 0) rows[place - 1].before(row);
  else if (key === "ArrowDown" && place < rows.length - 1) rows[place + 1].after(row);
  else if (key === "Home") rows[0].before(row);
  else if (key === "End") rows.at(-1).after(row);
  far = away(key);
  renumber(list);
  grip.focus();
  tell("say", { words: `Position ${standing(row)} of ${total(list)}.` });
}

document.addEventListener("keydown", (event) => {
  const grip = event.target.closest?.("[data-reorder] [data-grip]");
  if (!grip) return;
  const row = grip.closest("[data-id]");
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    if (held) drop(true);
    else lift(row, grip);
  } else if (held && ["ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) {
    event.preventDefault();
    carry(held, event.key, grip);
  } else if (held && event.key === "Escape") {
    event.preventDefault();
    drop(false);
  }
});
// Leaving the row with Tab drops it; moving a node blurs it for a moment, hence the wait.
document.addEventListener("focusout", (event) => {
  if (held && held.contains(event.target)) setTimeout(() => held && !held.contains(document.activeElement) && drop(true));
});

/* ------------------------------------------------------------------ the hand on the mouse */
function start(list) {
  if (!window.Sortable) return;
  let children;
  window.Sortable.create(list, {
    handle: "[data-grip]",
    draggable: "[data-id]",
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 140,
    onStart: () => {
      children = [...list.children];
    },
    onEnd: (event) => event.oldIndex !== event.newIndex && send(event.item, children),
  });
}

document.querySelectorAll("[data-reorder]").forEach(start);
document.addEventListener("htmx:afterSettle", (event) => {
  const found = event.detail.elt.matches?.("[data-reorder]") ? [event.detail.elt] : [...(event.detail.elt.querySelectorAll?.("[data-reorder]") ?? [])];
  found.forEach(start);
});
