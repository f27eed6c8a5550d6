/** What the types of the library promise, checked by the compiler with the rest (`npm run types`). */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, expectTypeOf, test } from "vitest";
import { type MarketOutcome, respond } from "../../src/economics.js";
import {
  type Assessed,
  type Assessment,
  assess,
  type Change,
  type Data,
  type DataFiles,
  type Decimal,
  type Entry,
  effectiveRate,
  entryOf,
  type Flow,
  loadData,
  openData,
  packData,
  price,
  type Rate,
  type Schedule,
  type Usd,
  type UserError,
} from "../../src/index.js";
import * as pure from "../../src/pure.js";

test("dollars and rates are decimals that are not taken for each other", () => {
  expectTypeOf<Usd>().toExtend<Decimal>();
  expectTypeOf<Rate>().toExtend<Decimal>();
  expectTypeOf<Usd>().not.toExtend<Rate>();
  expectTypeOf<Rate>().not.toExtend<Usd>();
  expectTypeOf<number>().not.toExtend<Usd>();
  expectTypeOf(effectiveRate).parameters.toEqualTypeOf<[duty: Usd, value: Usd]>();
  expectTypeOf(effectiveRate).returns.toEqualTypeOf<Rate | null>();
});

test("an entry is made of texts and assessed under a schedule", () => {
  expectTypeOf(entryOf).returns.toEqualTypeOf<Entry>();
  expectTypeOf(entryOf).parameter(0).toHaveProperty("hts").toEqualTypeOf<string>();
  expectTypeOf(assess).returns.toEqualTypeOf<Assessed | undefined>();
  expectTypeOf<Assessed>().toExtend<Assessment>();
});

test("trade is priced under a schedule and settings", () => {
  expectTypeOf(price).parameter(0).toEqualTypeOf<Schedule>();
  expectTypeOf(price).parameter(1).toEqualTypeOf<readonly Flow[]>();
  expectTypeOf(price).returns.toHaveProperty("duty").toEqualTypeOf<Usd>();
  expectTypeOf(price).returns.toHaveProperty("rate").toEqualTypeOf<Rate | null>();
  const withoutDay = () => {
    // @ts-expect-error a day is needed
    return price({} as Schedule, [], {});
  };
  expectTypeOf(withoutDay).toBeFunction();
});

test("what is packed is what is opened", () => {
  expectTypeOf(packData).returns.toEqualTypeOf<DataFiles>();
  expectTypeOf(openData).parameter(0).toEqualTypeOf<DataFiles>();
  expectTypeOf(openData).returns.toEqualTypeOf<Data>();
  expectTypeOf(loadData).returns.toEqualTypeOf<Data>();
  expectTypeOf<Data["changes"]>().returns.toEqualTypeOf<readonly Change[]>();
});

test("results cannot be changed by accident", () => {
  // @ts-expect-error a schedule is read only
  expectTypeOf<Schedule>().toEqualTypeOf<{ -readonly [K in keyof Schedule]: Schedule[K] }>();
  expectTypeOf<UserError["hint"]>().toEqualTypeOf<string | undefined>();
});

test("the pure part has no functions that read files", () => {
  expectTypeOf(pure).not.toHaveProperty("loadData");
  expectTypeOf(pure).not.toHaveProperty("loadSchedule");
  expectTypeOf(pure).not.toHaveProperty("packData");
});

test("models take and give plain numbers", () => {
  expectTypeOf(respond).returns.toEqualTypeOf<MarketOutcome>();
  expectTypeOf<MarketOutcome["dutyAfter"]>().toEqualTypeOf<number>();
});

test("every example of the page on the library compiles in strict mode", () => {
  const root = join(import.meta.dirname, "../..");
  const page = readFileSync(join(root, "docs/library.md"), "utf8");
  const examples = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ""]) => code);
  expect(examples.length).toBeGreaterThan(5);
  const folder = mkdtempSync(join(import.meta.dirname, "examples-"));
  try {
    for (const [at, code] of examples.entries())
      writeFileSync(join(folder, `example-${at}.ts`), `${code}\nexport {};\n`);
    const source = (name: string) => [join(root, "src", name)];
    const compilerOptions = {
      ...{
        strict: true,
        noEmit: true,
        module: "nodenext",
        target: "es2023",
        skipLibCheck: true,
        types: ["node"],
      },
      lib: ["es2023", "dom"],
      paths: {
        "tariff-calc": source("index.ts"),
        "tariff-calc/pure": source("pure.ts"),
        "tariff-calc/economics": source("economics.ts"),
      },
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
    const { stdout } = spawnSync(
      process.execPath,
      [join(root, "node_modules/typescript/bin/tsc"), "-p", folder],
      {
        encoding: "utf8",
      },
    );
    expect(stdout).toBe("");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("an editor shows what each function of the three entries does", () => {
  const dist = join(import.meta.dirname, "../../dist");
  const typesOf = (file: string) =>
    readFileSync(join(dist, file.replace(/^\.\//, "").replace(/(\.js)?$/, ".d.ts")), "utf8");
  const bare: string[] = [];
  const seen = new Set<string>();
  const lookAt = (name: string, file: string) => {
    const text = typesOf(file);
    const [, documented] =
      text.match(new RegExp(`(\\*/\n)?export declare (?:function|const|class) ${name}\\b`)) ?? [];
    seen.add(name);
    if (documented === undefined) bare.push(`${file}: ${name}`);
  };
  for (const entry of ["index", "pure", "economics"]) {
    const text = typesOf(entry);
    for (const [, names = "", file = ""] of text.matchAll(/^export \{([^}]+)\} from "(.+?)";$/gm))
      for (const name of names
        .split(",")
        .map((one) => one.trim())
        .filter(Boolean))
        lookAt(name, file);
    for (const [, name = ""] of text.matchAll(/^export declare (?:function|const) (\w+)/gm))
      lookAt(name, entry);
  }
  expect(seen.size).toBeGreaterThan(80);
  expect(bare).toEqual([]);
});
