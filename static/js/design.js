// The design table: clusters moved between people, products between clusters, by drag and by
// keyboard. Both end in one request whose answer is the whole board with every load redone.
const tell = (name, words) => document.dispatchEvent(new CustomEvent(name, { detail: { words } }));
const kindOf = (thing) => thing.dataset.thing.split(":")[0];
const placeOf = (thing) => thing.parentElement;
const places = (thing) => [...document.querySelectorAll(`[data-design] [data-take="${kindOf(thing)}"]`)].filter((place) => !thing.contains(place));
const gripOf = (thing) => thing.querySelector("[data-grip]");
const find = (name) => document.querySelector(`[data-design] [data-thing="${CSS.escape(name)}"]`);
let held = null;
let home = null;
let back = null;

const remember = (thing) => {
  const place = placeOf(thing);
  const next = thing.nextElementSibling;
  return () => place.insertBefore(thing, next?.parentElement === place ? next : null);
};

/* ------------------------------------------------------------------ one request for each move */
function send(thing, from, to, putBack) {
  const board = thing.closest("[data-design]");
  const values = { thing: thing.dataset.thing, to: to.dataset.to, seen: from.dataset.seen };
  if (to.dataset.to.startsWith("new:")) values.name = thing.dataset.name;
  for (const field of document.querySelectorAll("#dt-keep input")) values[field.name] = field.value;
  const name = thing.dataset.thing;
  back = putBack;
  window.htmx.ajax("POST", board.dataset.url, { source: board, target: "#design", swap: "outerHTML", values }).then(() => {
    const again = find(name);
    if (again) gripOf(again)?.focus();
  });
}

for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, () => {
    back?.();
    back = null;
  });
}
document.addEventListener("htmx:afterSwap", () => {
  back = null;
});

/* ------------------------------------------------------------------ the hand on the keyboard */
function lift(thing, grip) {
  held = thing;
  home = [placeOf(thing), remember(thing)];
  thing.classList.add("moving");
  grip.setAttribute("aria-pressed", "true");
  tell("say", `${thing.dataset.name} picked up, with ${placeOf(thing).dataset.name}. Arrow keys choose another place, Enter drops, Escape puts back.`);
}

function drop(keep) {
  const thing = held;
  if (!thing) return;
  held = null;
  const [from, putBack] = home;
  const to = placeOf(thing);
  thing.classList.remove("moving");
  gripOf(thing).removeAttribute("aria-pressed");
  if (keep && to !== from) {
    tell("say", `${thing.dataset.name} dropped with ${to.dataset.name}.`);
    send(thing, from, to, putBack);
    return;
  }
  putBack();
  tell("say", `${thing.dataset.name} ${keep ? "not moved" : "put back"}.`);
  gripOf(thing).focus();
}

function carry(thing, step) {
  const all = places(thing);
  const next = all[all.indexOf(placeOf(thing)) + step];
  if (!next) return;
  next.append(thing);
  gripOf(thing).focus();
  thing.scrollIntoView({ block: "nearest", inline: "nearest" });
  tell("say", `${next.dataset.name}.`);
}

document.addEventListener("keydown", (event) => {
  const grip = event.target.closest?.("[data-design] [data-grip]");
  if (!grip) return;
  const thing = grip.closest("[data-thing]");
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    if (held) drop(true);
    else lift(thing, grip);
  } else if (held && event.key.startsWith("Arrow")) {
    event.preventDefault();
    carry(held, event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : -1);
  } else if (held && event.key === "Escape") {
    event.preventDefault();
    drop(false);
  }
});
// Leaving it with Tab puts it back; moving a node blurs it for a moment, hence the wait.
document.addEventListener("focusout", (event) => {
  if (held && held.contains(event.target)) setTimeout(() => held && !held.contains(document.activeElement) && drop(false));
});

/* ------------------------------------------------------------------ the hand on the mouse */
function start(root) {
  if (!window.Sortable) return;
  for (const place of root.querySelectorAll?.("[data-design] [data-take]") ?? []) {
    let putBack;
    window.Sortable.create(place, {
      group: place.dataset.take,
      handle: "[data-grip]",
      draggable: "[data-thing]",
      sort: false,
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 140,
      onStart: (event) => {
        putBack = remember(event.item);
        document.documentElement.classList.add("dt-dragging");
      },
      onEnd: (event) => {
        document.documentElement.classList.remove("dt-dragging");
        if (event.from !== event.to) send(event.item, event.from, event.to, putBack);
      },
    });
  }
}

start(document);
document.addEventListener("htmx:afterSwap", (event) => start(event.detail.elt.parentElement ?? document));
