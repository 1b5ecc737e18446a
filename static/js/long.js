// A long list: j and k step through all of it, the arrow leads down to it from the search, Home and
// End go to its ends, and only so many rows stay on the page, so that its weight is the same after
// an hour of scrolling.
const MOST = 300;
// `data-lists` holds several short lists, stepped through as one.
const listOf = () => document.querySelector("#backlog[data-rows], [data-lists]");
const rowsOf = (list) => [...list.querySelectorAll(".bl-row[data-id]")];
const title = (row) => row?.querySelector(".bl-title");
const partOf = (name) => document.getElementById(name);
let wanted = null; // which row takes the focus once it is there: "next", "previous", "first", "last"
let seen = null; // a row and where it stood on the screen before others came or went above it

function link(list, name, words, row) {
  const address = new URL(list.dataset.rows, location.href);
  address.searchParams.set(name === "more" ? "after" : "until", row.dataset.id);
  const part = document.createElement("li");
  part.className = "bl-more";
  part.id = name;
  part.dataset.made = "";
  const made = document.createElement("a");
  made.className = "btn";
  made.href = address.pathname + address.search;
  made.textContent = words;
  for (const [key, value] of [["get", made.getAttribute("href")], ["target", `#${name}`], ["swap", "outerHTML"], ["trigger", "click, revealed"]]) made.setAttribute(`hx-${key}`, value);
  part.append(made);
  return part;
}

function place(list, name) {
  partOf(name)?.remove();
  const rows = rowsOf(list);
  const part = name === "more" ? link(list, name, "More rows", rows.at(-1)) : link(list, name, "Earlier rows", rows[0]);
  if (name === "more") list.append(part);
  else list.prepend(part);
  window.htmx?.process(part);
}

const begin = (list, first) => {
  list.dataset.first = first;
  list.start = first;
};

// What is picked or held stays, and so does all of the list with it.
function trim(list, from) {
  const rows = rowsOf(list);
  const spare = rows.length - MOST;
  if (spare <= 0 || list.querySelector(".check:checked, .moving, form")) return;
  const gone = from === "top" ? rows.slice(0, spare) : rows.slice(-spare);
  const held = gone.some((row) => row.contains(document.activeElement));
  gone.forEach((row) => row.remove());
  if (held) title(from === "top" ? rows[spare] : rows.at(-spare - 1))?.focus({ preventScroll: true });
  if (from === "top") begin(list, (+list.dataset.first || 1) + spare);
  place(list, from === "top" ? "earlier" : "more");
}

const hold = (row) => {
  seen = row ? { row, top: row.getBoundingClientRect().top } : null;
};
const keep = () => {
  if (seen?.row.isConnected) scrollBy(0, seen.row.getBoundingClientRect().top - seen.top);
  seen = null;
};

let coming = null;
let stood = null; // the row that had the focus while another list was on its way
document.addEventListener("htmx:beforeSwap", (event) => {
  const list = listOf();
  const at = document.activeElement;
  stood = event.detail.target?.id === "list" && at?.matches?.(".bl-title") ? at.closest("[data-id]").dataset.id : null;
  coming = ["more", "earlier"].includes(event.detail.target?.id) && list ? event.detail.target.id : null;
  if (!coming) return;
  const rows = rowsOf(list);
  coming === "earlier" ? hold(rows[0]) : hold(rows.at(-1));
  list.dataset.had = rows.length;
});
document.addEventListener("htmx:afterSettle", (event) => {
  const list = listOf();
  if (!list) return;
  if (coming) {
    if (coming === "earlier") begin(list, (+list.dataset.first || 1) - (rowsOf(list).length - list.dataset.had));
    trim(list, coming === "more" ? "top" : "bottom");
    keep();
    coming = null;
  } else if (event.detail.elt.id !== "list") return;
  if (wanted) focus(list);
  else if (stood && document.activeElement === document.body) {
    const rows = rowsOf(list);
    title(rows.find((row) => row.dataset.id === stood) ?? rows[0])?.focus();
  }
  stood = null;
});
document.addEventListener("reordered", () => document.querySelectorAll(".bl-more[data-made]").forEach((part) => place(listOf(), part.id)));

/* ------------------------------------------------------------------ the keys */
let from = null;

function focus(list) {
  const rows = rowsOf(list);
  const at = from ? rows.findIndex((row) => row.dataset.id === from) : -1;
  const row = { next: rows[at + 1], previous: rows[at - 1], first: rows[0], last: rows.at(-1) }[wanted];
  wanted = null;
  title(row)?.focus();
}

function step(list, forward) {
  const rows = rowsOf(list);
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const row = at < 0 ? rows[0] : rows[at + (forward ? 1 : -1)];
  if (row) return title(row)?.focus();
  from = rows[at]?.dataset.id ?? null;
  wanted = forward ? "next" : "previous";
  partOf(forward ? "more" : "earlier")?.querySelector("a").click();
}

function goto(list, end) {
  const away = end === "first" ? partOf("earlier") && document.getElementById("to-first") : partOf("more") && document.getElementById("to-last");
  wanted = end;
  if (away) away.click();
  else focus(list);
}

document.addEventListener("keydown", (event) => {
  const list = listOf();
  if (!list || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  // From the words one looks for, down into what was found.
  if (event.key === "ArrowDown" && event.target.matches?.("#q") && rowsOf(list).length) {
    event.preventDefault();
    return title(rowsOf(list)[0]).focus();
  }
  if (document.documentElement.dataset.keys === "off" && event.key.length === 1) return;
  if (event.target.closest?.("input:not([type=checkbox]), select, textarea, .moving, #panel")) return;
  if (event.key === "j" || event.key === "k") step(list, event.key === "j");
  else if ((event.key === "Home" || event.key === "End") && list.contains(event.target)) goto(list, event.key === "Home" ? "first" : "last");
  else return;
  event.preventDefault();
});
