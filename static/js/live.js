// What the page says: toasts (polite) and the move mode (assertive). Other modules only send events:
//   document.dispatchEvent(new CustomEvent("toast", { detail: { words: "Saved" } }))
//   document.dispatchEvent(new CustomEvent("say", { detail: { words: "Position 3 of 14" } }))
// The server sends the same with HX-Trigger: {"toast": {"words": "Saved"}}.
const SHOWN_MS = 8000;
let timer;

function toast({ words, undo }) {
  const box = document.getElementById("toasts");
  const line = document.createElement("span");
  line.className = "toast";
  line.textContent = `${words} `;
  if (undo) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Undo";
    button.addEventListener("click", () => {
      undo();
      line.remove();
    });
    line.append(button);
  }
  box.replaceChildren(line);
  clearTimeout(timer);
  timer = setTimeout(() => line.remove(), SHOWN_MS);
}

function say({ words }) {
  document.getElementById("say").textContent = words;
}

document.addEventListener("toast", (event) => toast(event.detail));
document.addEventListener("say", (event) => say(event.detail));
