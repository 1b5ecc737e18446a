// Forms: a page that came back with errors puts the focus on their summary, and a form is sent once.
if (document.title.startsWith("Error:")) document.querySelector("main [data-error-summary]")?.focus();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
});
// Coming back with the browser's Back finds the page as it was left; its forms may be sent again.
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

// A filter form applies as soon as something is chosen; its button is for pages without scripts.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-auto]");
  if (form && !form.hasAttribute("hx-get")) form.requestSubmit();
});

// What is typed has been looked for while typing; leaving the field does not ask again, which would
// take the list away under the hand that has just gone into it.
document.addEventListener("change", (event) => event.target.matches("form[hx-trigger*='input'] input[type=search]") && event.stopPropagation(), true);

/* ------------------------------------------------------------------ pasting into a one-line field */
// One line more than the field can hold is never cut off in silence; many lines have a page of
// their own, which opens with them filled in.
const LONGEST_TEXT = 100000;
const many = (text) => text.split("\n").filter((line) => line.trim()).length > 1;
const tooLong = (words) => document.dispatchEvent(new CustomEvent("toast", { detail: { words } }));

function openSeveral(field, text) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = field.dataset.several;
  const product = field.form.elements.product?.value ?? "";
  const csrf = field.form.elements.csrfmiddlewaretoken?.value ?? "";
  for (const [name, value] of Object.entries({ lines: text, product, csrfmiddlewaretoken: csrf, act: "preview" })) {
    const part = document.createElement("textarea");
    part.name = name;
    part.value = value;
    form.append(part);
  }
  form.hidden = true;
  document.body.append(form);
  form.submit();
}

document.addEventListener("paste", (event) => {
  const field = event.target.closest?.("input[data-several]");
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!field) return;
  if (text.length > LONGEST_TEXT) {
    event.preventDefault();
    tooLong(`Nothing was pasted: these are ${text.length} characters, and ${LONGEST_TEXT} fit at once.`);
  } else if (many(text)) {
    event.preventDefault();
    openSeveral(field, text);
  } else if (text.trim().length + field.value.length > field.maxLength) {
    event.preventDefault();
    tooLong(`Nothing was pasted: a line has at most ${field.maxLength} characters, this one has ${text.trim().length}.`);
  }
});
