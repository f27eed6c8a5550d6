/** JSON that diffs well: a key a line, long lists of plain values wrapped. Same value, same text. */

const WIDTH = 118;

export const jsonText = (value: unknown): string => `${print(value, "")}\n`;

function print(value: unknown, indent: string): string {
  const flat = JSON.stringify(value);
  if (typeof value !== "object" || value === null || flat.length + indent.length <= WIDTH) return flat;
  const inner = `${indent} `;
  if (!Array.isArray(value)) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    const lines = entries.map(([key, item]) => `${inner}${JSON.stringify(key)}: ${print(item, inner)}`);
    return `{\n${lines.join(",\n")}\n${indent}}`;
  }
  const items = value.map((item) => print(item, inner));
  const plain = value.every((item) => typeof item !== "object" || item === null);
  const lines = plain ? wrapped(items, WIDTH - inner.length) : items;
  return `[\n${lines.map((line) => inner + line).join(",\n")}\n${indent}]`;
}

function wrapped(items: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const item of items) {
    if (line !== "" && line.length + item.length + 1 > width) {
      lines.push(line);
      line = item;
    } else line = line === "" ? item : `${line},${item}`;
  }
  return line === "" ? lines : [...lines, line];
}
