// An item opens beside its list: a click or Enter on a row's link fills the panel, Escape or the
// cross closes it and puts the focus back. Without room beside the list the link is just a link.
const wide = matchMedia("(min-width: 68rem)");
const panel = () => document.querySelector("#panel");
let opener = null;

const mark = (row) => {
  document.querySelectorAll(".bl-row.is-open").forEach((other) => other.classList.remove("is-open"));
  row?.classList.add("is-open");
};

const remember = (reference) => {
  const here = new URL(location.href);
  if (reference) here.searchParams.set("open", reference);
  else here.searchParams.delete("open");
  history.replaceState(history.state, "", here);
};

async function open(link) {
  opener = link;
  const row = link.closest("[data-id]");
  await window.htmx.ajax("GET", link.href, { target: "#panel", swap: "outerHTML" });
  mark(row);
  remember(row.dataset.id);
  panel()?.focus();
}

function close() {
  const found = panel();
  if (!found?.classList.contains("panel")) return;
  const empty = document.createElement("div");
  empty.id = "panel";
  found.replaceWith(empty);
  mark(null);
  remember("");
  (opener?.isConnected ? opener : document.querySelector("[data-beside] a"))?.focus();
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  const link = event.target.closest?.("[data-beside] .bl-title");
  if (link && wide.matches && window.htmx) {
    event.preventDefault();
    open(link);
  } else if (event.target.closest?.("#panel [data-close]")) {
    event.preventDefault();
    close();
  }
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, select, textarea, .moving");
  if (event.key === "Escape" && !typing && !event.defaultPrevented) close();
});
