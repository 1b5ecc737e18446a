// The measuring grid: a cell is saved as it is left, keys move about as in a spreadsheet, and a
// block pasted into a cell fills those to the right and below. The server decides what is saved,
// questioned or wrong; here its rows are only put in place. Without this file the same form is
// sent as a whole.
const form = document.querySelector("[data-measuring]");
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
const token = () => /(?:^|; )almanac_\d+_csrf=([^;]+)/.exec(document.cookie)?.[1] ?? document.querySelector('meta[name="csrf-token"]')?.content ?? "";
const OPEN = ".g-bad, .g-clash, .g-check, .g-why, .g-draft";
const isCell = (node) => node?.matches?.(".mgrid .cell input");
const rowsOf = (table) => [...table.querySelectorAll("tr[id]")];
const cellsOf = (row) => [...row.querySelectorAll(":scope > .cell")];
const fieldAt = (row, column) => cellsOf(row)[column]?.querySelector("input");
const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
let queue = Promise.resolve();

document.querySelectorAll("[data-live]").forEach((node) => node.removeAttribute("hidden"));

/* ------------------------------------------------------------------ to the server */
function parts(fields) {
  const body = new URLSearchParams();
  const rows = new Set(fields.map((field) => field.closest("tr")));
  // What a row still asks is sent along, so that its questions come back with the answer.
  const open = [...rows].flatMap((row) => [...row.querySelectorAll(OPEN)]).map((cell) => cell.querySelector("input"));
  const sent = new Set([...fields, ...open].filter(Boolean));
  for (const field of sent) {
    body.append(field.name, field.value);
    const say = document.getElementById(field.id.replace(/^c-/, "m-"));
    say?.querySelectorAll("input").forEach((input) => body.append(input.name, input.value));
  }
  return { body, sent };
}

// One after the other, and found anew when their turn comes: the answer before may have replaced
// the very cell.
function send(fields, pick = "") {
  const ids = fields.map((field) => field.id);
  queue = queue.then(() => post(ids.map((id) => document.getElementById(id)).filter(Boolean), pick));
}

async function post(fields, pick) {
  if (!fields.length) return;
  const { body, sent } = parts(fields);
  if (pick) body.append("pick", pick);
  const texts = new Map([...sent].map((field) => [field.id, field.value]));
  sent.forEach((field) => field.parentElement.classList.add("busy"));
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true", "X-CSRFToken": token() } });
  } catch {
    answer = null;
  }
  sent.forEach((field) => field.parentElement.classList.remove("busy"));
  const known = answer && [200, 409, 422].includes(answer.status);
  const page = known && new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!page?.querySelector("#grid-progress")) {
    tell("toast", { words: "Not saved. The server did not answer as usual; what you typed is still here." });
    return;
  }
  page.querySelectorAll("tr[id]").forEach((fresh) => put(fresh, texts));
  document.getElementById("grid-progress")?.replaceWith(page.querySelector("#grid-progress"));
  const asked = page.querySelectorAll(".say").length;
  if (asked) tell("say", { words: `${counted(asked, "number")} to look at.` });
}

/* ------------------------------------------------------------------ the answer, row by row */
function put(fresh, texts) {
  const row = document.getElementById(fresh.id);
  if (!row) return;
  const focused = document.activeElement;
  const before = focused?.id || focused?.name;
  const inRow = row.contains(focused);
  [...row.children].forEach((cell, place) => {
    const next = fresh.children[place];
    const field = cell.querySelector(":scope > input");
    // A cell typed into while the answer was under way keeps what was typed.
    const isDirty = field && field.value !== (texts.get(field.id) ?? field.defaultValue);
    if (next && isDirty) return keepTyped(field, next);
    if (next && cell.tagName === "TD") cell.replaceWith(document.importNode(next, true));
  });
  if (!inRow || document.activeElement !== document.body) return;
  const again = document.getElementById(before) ?? row.querySelector(`[name="${CSS.escape(before)}"]`);
  (again ?? row.querySelector(".say .why") ?? row.querySelector(".cell input"))?.focus();
}

function keepTyped(field, next) {
  const other = next.querySelector("input");
  if (!other) return;
  field.name = other.name;
  field.defaultValue = other.defaultValue;
}

/* ------------------------------------------------------------------ keys */
function step(field, down, right) {
  const row = field.closest("tr");
  const rows = rowsOf(field.closest("table"));
  const column = cellsOf(row).indexOf(field.parentElement);
  let [y, x] = [rows.indexOf(row) + down, column + right];
  while (rows[y] && x >= 0 && x < cellsOf(rows[y]).length) {
    const to = fieldAt(rows[y], x);
    if (to) return to.focus(), to.select();
    [y, x] = [y + down, x + right];
  }
}

const atEdge = (field, end) => field.selectionStart === (end ? field.value.length : 0) && field.selectionEnd === field.selectionStart;
const isWhole = (field) => field.selectionStart === 0 && field.selectionEnd === field.value.length;

form?.addEventListener("keydown", (event) => {
  const field = event.target;
  if (field.matches(".why") && event.key === "Enter") {
    event.preventDefault();
    return answerOf(field.closest(".say"));
  }
  if (!isCell(field) || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const moves = { Enter: [event.shiftKey ? -1 : 1, 0], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
  if (event.key === "ArrowLeft" && (isWhole(field) || atEdge(field, false))) moves.ArrowLeft = [0, -1];
  if (event.key === "ArrowRight" && (isWhole(field) || atEdge(field, true))) moves.ArrowRight = [0, 1];
  if (event.key === "Escape") {
    field.value = field.defaultValue;
    field.select();
  } else if (moves[event.key]) {
    event.preventDefault();
    step(field, ...moves[event.key]);
    // In the last row there is nowhere to go, and the number is saved all the same.
    if (document.activeElement === field && event.key === "Enter" && field.value !== field.defaultValue) send([field]);
  }
});
form?.addEventListener("focusin", (event) => isCell(event.target) && event.target.select());
form?.addEventListener("change", (event) => isCell(event.target) && event.target.value !== event.target.defaultValue && send([event.target]));

/* ------------------------------------------------------------------ questions answered */
function answerOf(say, pick = "") {
  const field = document.getElementById(`c-${say.dataset.place}`);
  if (field) send([field], pick);
}

form?.addEventListener("click", (event) => {
  const button = event.target.closest(".say button");
  if (!button) return;
  event.preventDefault();
  answerOf(button.closest(".say"), button.value);
});

/* ------------------------------------------------------------------ a block */
form?.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text") ?? "";
  if (!isCell(event.target) || !/[\t\n]/.test(text.trim())) return;
  event.preventDefault();
  const block = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
  const rows = rowsOf(event.target.closest("table"));
  const top = rows.indexOf(event.target.closest("tr"));
  const left = cellsOf(event.target.closest("tr")).indexOf(event.target.parentElement);
  const filled = [];
  let outside = 0;
  block.forEach((line, down) =>
    line.forEach((raw, right) => {
      if (!raw.trim()) return;
      const field = rows[top + down] && fieldAt(rows[top + down], left + right);
      if (!field) return void (outside += 1);
      field.value = raw.trim();
      filled.push(field);
    }),
  );
  const rest = outside ? ` ${counted(outside, "cell")} did not fit.` : "";
  tell("toast", { words: `Pasted ${counted(filled.length, "number")}.${rest}` });
  send(filled);
});
