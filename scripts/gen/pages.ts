/** A page a command, from the same text as `--help`. */
import { join } from "node:path";
import { main } from "../../src/cli/run.js";
import { COMMANDS } from "../../src/commands/index.js";
import { createContext } from "../../src/data/context.js";

export async function pages(): Promise<[string, string][]> {
  const list = COMMANDS.map(({ name, summary }) => `- [${name}](${name}.md): ${summary}`);
  const index: [string, string] = ["docs/commands/README.md", `# Commands\n\n${list.join("\n")}\n`];
  return [index, ...(await Promise.all(COMMANDS.map(({ name }) => page(name))))];
}

async function page(name: string): Promise<[string, string]> {
  const printed: string[] = [];
  const out = (text: string) => void printed.push(text);
  const world = {
    version: "0",
    context: async () => createContext(join(import.meta.dirname, "../../data"), "0"),
    topics: () => [],
    topic: () => "",
    saving: async () => ({
      check: () => undefined,
      write: async () => {},
      done: () => {},
      discard: () => {},
    }),
  };
  await main([name, "--help"], { out, err: out, look: { width: 100, color: false }, live: false }, world);
  return [
    `docs/commands/${name}.md`,
    `# tariff-calc ${name}\n\n\`\`\`text\n${printed.join("").trimEnd()}\n\`\`\`\n`,
  ];
}
