// htmx with our manners: the CSRF token on each request, errors said in words, a bar while the
// network is away, the sign-in box under the header, and the focus where it was.
const bars = () => document.getElementById("bars");
// The cookie first: after signing in again in another tab the token of this page is out of date.
const token = () => /(?:^|; )almanac_\d+_csrf=([^;]+)/.exec(document.cookie)?.[1] ?? document.querySelector('meta[name="csrf-token"]')?.content;

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token() ?? "";
});

// A refusal, and a session that ended, come as a line for under the header; they never land in a
// table cell. The line says it all, so the general words below are not needed.
const isLine = (xhr) => xhr.getResponseHeader("HX-Retarget") === "#bars";
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!isLine(event.detail.xhr) || !bars()) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
});

/* ------------------------------------------------------------------ the network and the server */
function bar(words) {
  document.getElementById("netbar")?.remove();
  if (!words) return;
  const line = document.createElement("p");
  line.id = "netbar";
  line.className = "note-box risk netbar";
  line.setAttribute("role", "alert");
  line.textContent = words;
  bars()?.append(line);
}

document.addEventListener("htmx:sendError", () => bar("Not saved. The server did not answer; what you typed is still here. Try again in a moment."));
document.addEventListener("htmx:timeout", () => bar("Not saved. The server took too long; what you typed is still here. Try again in a moment."));
document.addEventListener("htmx:responseError", (event) => {
  const { status } = event.detail.xhr;
  const id = event.detail.xhr.getResponseHeader("X-Request-Id");
  const words = {
    403: "Not saved. You may see this but not change it.",
    404: "Not saved. This is no longer there.",
    413: "Not saved. That is more than one request may hold.",
    429: "Not saved. Too many requests; wait a minute and try again.",
    503: "Not saved. The server is busy; try again in a moment.",
  };
  bar((words[status] ?? "Not saved. Something went wrong here, not with you.") + (id ? ` Reference ${id}.` : ""));
});
document.addEventListener("htmx:afterRequest", (event) => event.detail.successful && bar(""));
addEventListener("offline", () => bar("No network. What you type stays here until it is back."));
addEventListener("online", () => bar(""));

/* ------------------------------------------------------------------ the focus comes back */
let was;
document.addEventListener("htmx:beforeSwap", () => {
  was = document.activeElement?.id;
});
document.addEventListener("htmx:afterSettle", (event) => {
  const summary = event.detail.elt.querySelector?.("[data-error-summary]");
  if (summary) return summary.focus();
  const wanted = event.detail.elt.querySelector?.("[autofocus]") ?? (was && document.getElementById(was));
  if (wanted && document.activeElement === document.body) wanted.focus();
});
