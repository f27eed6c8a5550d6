/// <reference lib="dom" />
/** Tables whose heads sort, with a button that copies them for a spreadsheet. */

/** Adds both to the table inside an element. */
export function sortable(section: HTMLElement): void {
  const table = section.querySelector("table");
  if (!table) return;
  for (const [index, head] of [...(table.tHead?.rows[0]?.cells ?? [])].entries()) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(table, head, index));
    head.replaceChildren(button);
  }
  const copy = document.createElement("button");
  copy.type = "button";
  copy.textContent = "Copy table";
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(texts(table));
    copy.textContent = "Copied";
  });
  section.append(copy);
}

/** Largest first at the first click, then the other way. */
function sort(table: HTMLTableElement, head: HTMLTableCellElement, index: number): void {
  const way = head.ariaSort === "descending" ? "ascending" : "descending";
  for (const other of head.parentElement?.children ?? []) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", way);
  const rows = [...(table.tBodies[0]?.rows ?? [])];
  const sign = way === "ascending" ? 1 : -1;
  rows.sort((a, b) => sign * compare(exact(a, index), exact(b, index)));
  table.tBodies[0]?.append(...rows);
}

const exact = (row: HTMLTableRowElement, index: number): string => row.cells[index]?.dataset.value ?? "";

const compare = (a: string, b: string): number =>
  Number(a) - Number(b) || a.localeCompare(b, "en", { numeric: true });

/** Every digit, tabs between cells: what a spreadsheet pastes. */
const texts = (table: HTMLTableElement): string =>
  [...table.rows]
    .map((row) => [...row.cells].map((cell) => cell.dataset.value ?? cell.textContent).join("\t"))
    .join("\n");
