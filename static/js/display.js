// Colours, row height and single keys at once, without loading the page again; the same form works
// without this file. And the menu on a phone, which is a link to the rail's body without it.
const root = document.documentElement;

document.addEventListener("change", async (event) => {
  const form = event.target.closest("form[data-display]");
  if (!form) return;
  const { name, value } = event.target;
  if (value) root.dataset[name] = value;
  else delete root.dataset[name];
  if (name === "keys") document.dispatchEvent(new CustomEvent("keys-changed"));
  await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" } });
});
for (const form of document.querySelectorAll("form[data-display]")) form.querySelector("button").hidden = true;

for (const toggle of document.querySelectorAll("[data-nav-toggle]")) {
  toggle.setAttribute("role", "button");
  toggle.setAttribute("aria-expanded", "false");
  toggle.setAttribute("aria-controls", "navbody");
  toggle.addEventListener("click", (event) => {
    event.preventDefault();
    toggle.setAttribute("aria-expanded", String(toggle.closest(".rail").toggleAttribute("data-open")));
  });
  toggle.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    toggle.click();
  });
}
