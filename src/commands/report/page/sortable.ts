/// <reference lib="dom" />
/** Tables whose heads sort, with a button that copies them for a spreadsheet. */
import { notesOn } from "../../../compiled/memo.js";

/** How the reader sorted a table, by its section: a table made anew is sorted the same way. */
const chosen = notesOn<HTMLElement, { readonly index: number; readonly way: Way }>();
type Way = "ascending" | "descending";

/** Adds both to the table inside an element. */
export function sortable(section: HTMLElement): void {
  const table = section.querySelector("table");
  if (!table) return;
  for (const [index, head] of [...(table.tHead?.rows[0]?.cells ?? [])].entries()) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => {
      const way = head.ariaSort === "descending" ? "ascending" : "descending";
      chosen.write(section, { index, way });
      sort(table, index, way);
    });
    head.replaceChildren(button);
  }
  const before = chosen.of(section);
  if (before) sort(table, before.index, before.way);
  section.append(copier(table));
}

function copier(table: HTMLTableElement): HTMLButtonElement {
  const copy = document.createElement("button");
  copy.type = "button";
  copy.textContent = "Copy table";
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(texts(table));
      copy.textContent = "Copied";
    } catch {
      copy.textContent = "The browser does not allow copying: select the table instead";
    }
  });
  return copy;
}

/** Largest first at the first click, then the other way; what is not known comes last either way. */
function sort(table: HTMLTableElement, index: number, way: Way): void {
  for (const [place, head] of [...(table.tHead?.rows[0]?.cells ?? [])].entries())
    if (place === index) head.setAttribute("aria-sort", way);
    else head.removeAttribute("aria-sort");
  const rows = [...(table.tBodies[0]?.rows ?? [])];
  const sign = way === "ascending" ? 1 : -1;
  rows.sort((a, b) => compare(exact(a, index), exact(b, index), sign));
  table.tBodies[0]?.append(...rows);
}

const exact = (row: HTMLTableRowElement, index: number): string => row.cells[index]?.dataset.value ?? "";

function compare(a: string, b: string, sign: number): number {
  if (a === "" || b === "") return Number(a === "") - Number(b === "");
  return sign * (Number(a) - Number(b) || a.localeCompare(b, "en", { numeric: true }));
}

/** Every digit, tabs between cells: what a spreadsheet pastes. */
const texts = (table: HTMLTableElement): string =>
  [...table.rows]
    .map((row) => [...row.cells].map((cell) => cell.dataset.value ?? cell.textContent).join("\t"))
    .join("\n");
