// Lets a reader choose among the rows of the ledger by verdict, strength of the evidence and part.
// Without scripts there is nothing to choose with, and all rows are shown.
(() => {
  "use strict";

  const table = document.querySelector("table#claims-ledger");
  if (!table) return;
  const rows = [...table.tBodies[0].rows];
  // Words in their own order, which the page's builder gives; others as they come.
  const order = (document.currentScript.dataset.order ?? "").split("|");
  const place = (word) => (order.includes(word) ? order.indexOf(word) : order.length);
  const heading = (column) => table.tHead.rows[0].cells[column].textContent.trim();
  const cell = (column) => (row) => row.cells[column].textContent.trim();
  const aspects = [
    [heading(2), cell(2)],
    [heading(3), cell(3)],
    [heading(4), cell(4)],
    ["Part of the book", (row) => row.cells[0].dataset.part],
  ];

  function choice([text, value], number) {
    const select = document.createElement("select");
    select.id = `claims-choice-${number}`;
    select.append(new Option("all", ""));
    const words = [...new Set(rows.map(value))].sort((one, other) => place(one) - place(other));
    for (const word of words) select.append(new Option(word, word));
    const label = document.createElement("label");
    label.htmlFor = select.id;
    label.textContent = text;
    const field = document.createElement("div");
    field.append(label, select);
    return { field, select, value };
  }

  const choices = aspects.map(choice);
  const form = document.createElement("form");
  form.className = "claims-choice";
  form.setAttribute("aria-label", "Choose claims");
  const reset = document.createElement("button");
  reset.type = "reset";
  reset.textContent = "Show all";
  const count = document.createElement("p");
  count.setAttribute("role", "status");
  form.append(...choices.map(({ field }) => field), reset, count);

  function show() {
    for (const row of rows) {
      row.hidden = choices.some(({ select, value }) => select.value && select.value !== value(row));
    }
    const shown = rows.filter((row) => !row.hidden).length;
    count.textContent = `${shown} of ${rows.length} claims`;
  }

  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(show));
  (table.closest(".pst-scrollable-table-container") ?? table).before(form);
  show();
})();
