/** Rows of the official tables that could not be used as they are, and why. */
interface Left {
  readonly file: string;
  readonly reason: string;
  readonly rows: string[];
}

export class Report {
  readonly #left = new Map<string, Left>();

  add(file: string, reason: string, row: string): void {
    const key = `${file}\n${reason}`;
    const left = this.#left.get(key) ?? { file, reason, rows: [] };
    if (left.rows.at(-1) !== row) left.rows.push(row);
    this.#left.set(key, left);
  }

  sorted(): object {
    const order = (a: Left, b: Left) =>
      `${a.file}\n${a.reason}`.localeCompare(`${b.file}\n${b.reason}`, "en");
    return {
      left: [...this.#left.values()].sort(order).map((left) => ({ ...left, count: left.rows.length })),
    };
  }

  summary(): string {
    const lines = [...this.#left.values()].map(
      ({ file, reason, rows }) => `${rows.length} rows of ${file}: ${reason}`,
    );
    return lines.length === 0 ? "every row was used" : lines.join("\n");
  }
}
