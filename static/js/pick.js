// Rows of a list are picked: Space picks, Shift with an arrow or a click extends, Escape clears.
// Sending what is picked is an ordinary form; here are only the hands on it.
const formOf = (node) => node.closest?.("[data-pick]");
const boxes = (form) => [...form.querySelectorAll(".check")];
const refOf = (value) => value.split(".")[0];
const picked = (form) => boxes(form).filter((box) => box.checked);
let anchor = null;
let last = [];

function count(form) {
  const many = picked(form).length;
  form.querySelector("[data-picked]").textContent = `${many} picked`;
  if (!many) form.querySelectorAll("details[open]").forEach((part) => (part.open = false));
}

function clear(form) {
  boxes(form).forEach((box) => (box.checked = false));
  anchor = null;
  count(form);
}

function extend(form, from, to) {
  const all = boxes(form);
  const start = all.indexOf(anchor);
  // Going back towards where it began gives a row back.
  if (Math.abs(all.indexOf(to) - start) < Math.abs(all.indexOf(from) - start)) from.checked = false;
  else to.checked = true;
  count(form);
}

function step(event, form) {
  const all = boxes(form);
  const to = all[all.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
  event.preventDefault();
  if (!to) return;
  if (event.shiftKey) {
    if (!anchor?.isConnected || !anchor.checked) anchor = event.target;
    event.target.checked = event.target.checked || anchor === event.target;
    extend(form, event.target, to);
  } else anchor = null;
  to.focus();
}

document.addEventListener("keydown", (event) => {
  const form = formOf(event.target);
  if (!form) return;
  const box = event.target.matches(".check");
  if (event.key === "Escape" && (box || event.target.closest(".bulk"))) {
    const [top] = picked(form);
    if (!top) return;
    event.preventDefault();
    clear(form);
    (box ? event.target : top).focus();
  } else if (box && (event.key === "ArrowDown" || event.key === "ArrowUp")) step(event, form);
  else if (box && event.key === "Enter") event.preventDefault();
  else if (event.key === "Enter" && event.target.matches(".bulk input")) {
    event.preventDefault();
    event.target.closest(".bulk-part").querySelector("[data-usual]").click();
  }
});

document.addEventListener("click", (event) => {
  const form = formOf(event.target);
  if (!form || !event.target.matches(".check")) return;
  const all = boxes(form);
  if (event.shiftKey && anchor?.isConnected) {
    const [start, end] = [all.indexOf(anchor), all.indexOf(event.target)].sort((one, other) => one - other);
    all.slice(start, end + 1).forEach((box) => (box.checked = event.target.checked));
  }
  anchor = event.target;
  count(form);
});

document.addEventListener("reset", (event) => {
  if (!event.target.matches("[data-pick]")) return;
  event.preventDefault();
  const [top] = picked(event.target);
  clear(event.target);
  top?.focus();
});

const focusIn = (part) => part.querySelector(".bulk-part :is(input:not([type=number]), select, button)").focus();

// A part of the bar that opens takes the focus; one of a bar that isn't there stays shut.
document.addEventListener(
  "toggle",
  (event) => {
    const part = event.target.matches(".bulk details[open]") ? event.target : null;
    if (!part) return;
    part.parentElement.querySelectorAll("details[open]").forEach((other) => (other.open = other === part));
    if (part.offsetParent === null && !picked(formOf(part)).length) part.open = false;
    else focusIn(part);
  },
  true,
);

const first = document.querySelector("[data-pick]");
if (first) count(first);

/* ------------------------------------------------------------------ before and after sending */
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.detail.elt;
  last = form.matches?.("[data-pick]") ? picked(form).map((box) => refOf(box.value)) : [];
});
document.addEventListener("htmx:afterSettle", (event) => {
  const form = document.querySelector("[data-pick]");
  if (!form || event.detail.elt.id !== "list") return;
  count(form);
  if (!last.length) return;
  const refused = form.querySelector(".bulk details[open]");
  if (refused) return focusIn(refused);
  if (document.activeElement !== document.body) return;
  const all = boxes(form);
  (all.find((box) => last.includes(refOf(box.value))) ?? all[0])?.focus();
});
