// What the page says: toasts (polite) and the move mode (assertive). Other modules only send events:
//   document.dispatchEvent(new CustomEvent("toast", { detail: { words: "Saved" } }))
//   document.dispatchEvent(new CustomEvent("say", { detail: { words: "Position 3 of 14" } }))
// The server sends the same with HX-Trigger: {"toast": {"words": "Saved"}}.
// `undo` is a function, or the address where the server undoes what it has just done.
const SHOWN_MS = 8000;
const UNDO_MS = 10000;
let timer;

const token = () => /(?:^|; )almanac_\d+_csrf=([^;]+)/.exec(document.cookie)?.[1] ?? document.querySelector('meta[name="csrf-token"]')?.content ?? "";

// On a page with a list the list comes back as it is now; elsewhere it is an ordinary form.
function post(url) {
  if (window.htmx && document.getElementById("list")) return window.htmx.ajax("POST", url, { target: "#list", swap: "outerHTML" });
  const form = document.createElement("form");
  form.method = "post";
  form.action = url;
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "csrfmiddlewaretoken";
  field.value = token();
  form.append(field);
  document.body.append(form);
  return form.submit();
}

function toast({ words, undo }) {
  const box = document.getElementById("toasts");
  const line = document.createElement("span");
  line.className = "toast";
  line.textContent = `${words} `;
  if (undo) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Undo";
    button.dataset.hotkey = "z";
    button.addEventListener("click", () => {
      if (!line.isConnected) return;
      line.remove();
      if (typeof undo === "function") undo();
      else post(undo);
    });
    line.append(button);
  }
  box.replaceChildren(line);
  if (undo) document.dispatchEvent(new CustomEvent("keys-changed"));
  clearTimeout(timer);
  // Whoever has the hand on it keeps it.
  const fade = () => (line.matches(":hover, :focus-within") ? (timer = setTimeout(fade, 2000)) : line.remove());
  timer = setTimeout(fade, undo ? UNDO_MS : SHOWN_MS);
}

function say({ words }) {
  document.getElementById("say").textContent = words;
}

document.addEventListener("toast", (event) => toast(event.detail));
document.addEventListener("say", (event) => say(event.detail));
