/** Pages are reached from the index, and links between them lead somewhere; what the package links, it ships. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const pages = [
  "README.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file}`),
].sort();

/** Files that a page links, from the top folder. */
const linksOf = (page: string): string[] =>
  [...readFileSync(join(ROOT, page), "utf8").matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => relative(ROOT, join(ROOT, dirname(page), target)));

test.each(pages)("links of %s lead somewhere", (page) => {
  expect(linksOf(page).filter((target) => !existsSync(join(ROOT, target)))).toEqual([]);
});

test("every page of docs stands in its index", () => {
  const linked = linksOf("docs/README.md");
  const own = pages.filter((page) => /^docs\/[^/]+$/.test(page) && page !== "docs/README.md");
  expect(own.filter((page) => !linked.includes(page))).toEqual([]);
});

test("the package ships what its pages link", () => {
  const { files } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { files: string[] };
  const isShipped = (target: string) => files.some((one) => target === one || target.startsWith(`${one}/`));
  const linked = pages.filter((page) => page === "README.md" || isShipped(page)).flatMap(linksOf);
  expect(linked.filter((target) => target !== "README.md" && !isShipped(target))).toEqual([]);
});

test("the manual page is sound roff", ({ skip }) => {
  const { error, stderr, status } = spawnSync(
    "groff",
    ["-man", "-Tascii", "-ww", "-z", "docs/man/tariff-calc.1"],
    { cwd: ROOT, encoding: "utf8" },
  );
  if (error) skip("groff is not installed");
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
});
