/** Entries that others worked out, in the law as a whole. */
import { describe, expect, test } from "vitest";
import { checkWorkedExample } from "../../src/commands/verify/check.js";
import { createContext } from "../../src/data/context.js";
import { DATA, reader } from "../shipped.js";

const context = createContext(DATA, "0");
const files = reader.names("examples").map((name) => reader.json(name));

describe.each(files)("$title ($source)", ({ examples }) => {
  const held = examples.filter(({ contested }) => contested === undefined);
  test.each(held)("$id: $name", (example) => expect(checkWorkedExample(example, context)).toBeNull());

  const contested = examples.filter((example) => example.contested !== undefined);
  if (contested.length > 0)
    test.each(contested)("$id rests on another reading: $contested", (example) =>
      expect(checkWorkedExample(example, context)).not.toBeNull(),
    );
});
