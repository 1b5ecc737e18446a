// Candidates are judged by hand on the keys: j and k step through the rows, a digit presses the
// button that carries it. Without ticks, the row in hand is meant. The reason stays for the next one.
const form = () => document.querySelector("[data-triage]");
const boxes = () => [...form().querySelectorAll(".check")];
const typing = (node) => node.closest?.("input:not(.check), textarea, select, [contenteditable]");
const off = () => document.documentElement.dataset.keys === "off";
const refOf = (box) => box.value.split(".")[0];
let at = 0;
let inHand = null;

const held = () => boxes().indexOf(document.activeElement);

function step(by) {
  const all = boxes();
  if (!all.length) return;
  const from = held();
  at = from < 0 ? Math.min(at, all.length - 1) : Math.min(Math.max(from + by, 0), all.length - 1);
  all[at].focus();
  all[at].closest("tr").scrollIntoView({ block: "nearest" });
}

// Ticks made only for sending are taken off again when the answer refuses.
function judge(button) {
  const all = boxes();
  const row = held();
  if (!all.some((box) => box.checked)) {
    if (row < 0) return step(0);
    all[row].checked = true;
    inHand = refOf(all[row]);
  }
  at = Math.max(0, row < 0 ? all.findIndex((box) => box.checked) : row);
  button.click();
}

document.addEventListener("keydown", (event) => {
  if (!form() || off() || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const button = form().querySelector(`[data-digit="${event.key}"]`);
  if (!button && event.key !== "j" && event.key !== "k") return;
  event.preventDefault();
  if (button) judge(button);
  else step(event.key === "j" ? 1 : -1);
});

// Enter in the bar steps to the rows instead of judging by chance.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches?.(".triage-bar input")) return;
  event.preventDefault();
  step(0);
});

// The row that came up in place of the judged one is in hand; a refusal leads to what is missing.
document.addEventListener("htmx:afterSettle", (event) => {
  if (!form() || event.detail.elt.id !== "list") return;
  const all = boxes();
  const refused = document.getElementById("triage-error");
  const same = inHand && all.find((box) => refOf(box) === inHand);
  if (same) same.checked = false;
  inHand = null;
  if (refused && !form().elements.reason.value) form().elements.reason.focus();
  else if (all.length) all[Math.min(at, all.length - 1)].focus();
});
