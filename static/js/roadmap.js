// A roadmap's entries moved by drag and by keyboard. Both end in one request whose answer is the
// whole roadmap: with the entry in place, with the question what it puts off, or as it stands now.
const tell = (name, words) => document.dispatchEvent(new CustomEvent(name, { detail: { words } }));
const lanes = () => [...document.querySelectorAll("[data-roadmap] [data-lane]")];
const cards = (lane) => [...lane.querySelectorAll(":scope > [data-id]")];
const laneOf = (card) => card.closest("[data-lane]");
const gripOf = (key) => document.querySelector(`[data-roadmap] [data-id="${CSS.escape(key)}"] [data-grip]`);
const where = (card) => `${cards(laneOf(card)).indexOf(card) + 1} of ${cards(laneOf(card)).length} in ${laneOf(card).dataset.name}`;
let held = null;
let origin = null;
let putBack = null;

const placeOf = (card) => {
  const lane = laneOf(card);
  const next = card.nextElementSibling;
  return () => (next && next.parentElement === lane ? next.before(card) : lane.append(card));
};

/* ------------------------------------------------------------------ one request for each move */
function send(card, back) {
  const board = card.closest("[data-roadmap]");
  const values = {
    column: laneOf(card).dataset.lane,
    after: card.previousElementSibling?.dataset.id ?? "",
    before: card.previousElementSibling ? "" : (card.nextElementSibling?.dataset.id ?? ""),
    version: board.dataset.version,
    view: board.dataset.view,
  };
  const key = card.dataset.id;
  putBack = back;
  window.htmx.ajax("POST", card.dataset.url, { source: board, target: "#roadmap", swap: "outerHTML", values }).then(() => {
    const note = document.getElementById("ask-note");
    (note ?? gripOf(key))?.focus();
    if (note) tell("say", `${document.getElementById("ask-title").textContent} Say what is put off and why.`);
  });
}

for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, () => {
    putBack?.();
    putBack = null;
  });
}
document.addEventListener("htmx:afterSwap", () => {
  putBack = null;
});

/* ------------------------------------------------------------------ the hand on the keyboard */
function lift(card, grip) {
  held = card;
  origin = placeOf(card);
  card.classList.add("moving");
  grip.setAttribute("aria-pressed", "true");
  tell("say", `${card.dataset.name} picked up, ${where(card)}. Arrow keys move, Enter drops, Escape puts back.`);
}

function drop(keep) {
  const card = held;
  if (!card) return;
  held = null;
  const grip = card.querySelector("[data-grip]");
  card.classList.remove("moving");
  grip.removeAttribute("aria-pressed");
  const ended = placeOf(card);
  const here = [laneOf(card), card.previousElementSibling];
  origin();
  const moved = here[0] !== laneOf(card) || here[1] !== card.previousElementSibling;
  if (keep && moved) {
    ended();
    tell("say", `${card.dataset.name} dropped, ${where(card)}.`);
    send(card, origin);
  } else {
    tell("say", `${card.dataset.name} ${keep ? "not moved" : "put back"}, ${where(card)}.`);
  }
  grip.focus();
}

function carry(card, key, grip) {
  const lane = laneOf(card);
  const all = lanes();
  const side = all[all.indexOf(lane) + { ArrowLeft: -1, ArrowRight: 1 }[key]];
  if (key === "ArrowUp") card.previousElementSibling?.before(card);
  else if (key === "ArrowDown") card.nextElementSibling?.after(card);
  else if (side) side.append(card);
  grip.focus();
  tell("say", `${where(card)}.`);
}

document.addEventListener("keydown", (event) => {
  const grip = event.target.closest?.("[data-roadmap] [data-grip]");
  if (!grip) return;
  const card = grip.closest("[data-id]");
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    if (held) drop(true);
    else lift(card, grip);
  } else if (held && event.key.startsWith("Arrow")) {
    event.preventDefault();
    carry(held, event.key, grip);
  } else if (held && event.key === "Escape") {
    event.preventDefault();
    drop(false);
  }
});
// Leaving the entry with Tab puts it back; moving a node blurs it for a moment, hence the wait.
document.addEventListener("focusout", (event) => {
  if (held && held.contains(event.target)) setTimeout(() => held && !held.contains(document.activeElement) && drop(false));
});

/* ------------------------------------------------------------------ the hand on the mouse */
function start(root) {
  if (!window.Sortable) return;
  for (const lane of root.querySelectorAll?.("[data-roadmap] [data-lane]") ?? []) {
    let back;
    window.Sortable.create(lane, {
      group: "roadmap",
      handle: "[data-grip]",
      draggable: "[data-id]",
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 140,
      onStart: (event) => {
        back = placeOf(event.item);
      },
      onEnd: (event) => (event.from !== event.to || event.oldIndex !== event.newIndex) && send(event.item, back),
    });
  }
}

start(document);
document.addEventListener("htmx:afterSwap", (event) => start(event.detail.elt.parentElement ?? document));
