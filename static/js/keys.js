// Keys: elements carry them as data-hotkey="g p". A link is followed, a field is focused, a button is
// pressed. Single keys never fire while typing and can be switched off (WCAG 2.1.4).
import { install, uninstall } from "../vendor/hotkey/hotkey.js";

const off = () => document.documentElement.dataset.keys === "off";
const withKeys = (root) => (root.querySelectorAll ? [...root.querySelectorAll("[data-hotkey]")] : []);

function renew() {
  for (const element of withKeys(document)) {
    uninstall(element);
    if (!off()) install(element);
  }
}

renew();
document.addEventListener("keys-changed", renew);
document.addEventListener("htmx:afterSettle", (event) => {
  if (!off()) withKeys(event.detail.elt).forEach((element) => install(element));
});

document.addEventListener("click", (event) => {
  const focus = event.target.closest("[data-focus]");
  if (focus) document.querySelector(focus.dataset.focus)?.focus();
  if (event.target.closest("[data-print]")) print();
});

// Escape closes what is open over the page and gives the focus back to what opened it.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target.closest?.("details.pop[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.pop[open]")) if (!open.contains(event.target)) open.open = false;
});
