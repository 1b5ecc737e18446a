// The line of the capacity stays where it belongs while rows move, before the server draws the list
// again: after the last row that fits, counted from the first row of the list.
const taken = (row, unit) => (unit === "point" ? parseInt(row.querySelector(".bl-n")?.textContent, 10) || 0 : 1);

function place(list) {
  const line = list.querySelector(":scope > [data-cap]");
  // A list that begins further down does not know what stands above it.
  if (!line || list.dataset.first !== "1") return;
  const rows = [...list.querySelectorAll(":scope > [data-id]")];
  let used = 0;
  const first = rows.find((row) => (used += taken(row, line.dataset.unit)) > +line.dataset.cap);
  if (first) first.before(line);
  else rows.at(-1)?.after(line);
}

document.addEventListener("reordered", (event) => place(event.target));
