// Filters and sorts the tables. Without it they stand as they were drawn.
"use strict";
const fold = text => text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();
for (const input of document.querySelectorAll("[data-filter]")) {
  const rows = document.getElementById(input.dataset.filter).tBodies[0].rows;
  input.addEventListener("input", () => {
    const wanted = fold(input.value);
    for (const row of rows) row.hidden = !fold(row.cells[0].textContent + " " + row.textContent).includes(wanted);
  });
}
for (const table of document.querySelectorAll("[data-sortable]")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      heads.forEach(other => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const value = row => row.cells[column]?.dataset.value ?? row.cells[column]?.textContent ?? "";
      const rows = [...table.tBodies[0].rows].map(row => [value(row), row]);
      rows.sort(([left], [right]) => left.localeCompare(right, undefined, { numeric: true }) * (up ? 1 : -1));
      table.tBodies[0].append(...rows.map(([, row]) => row));
    });
  });
}
