/** Entries that others worked out, in the law as a whole. */
import { describe, expect, test } from "vitest";
import { checkWorkedExample } from "../../src/answers/check-example.js";
import type { ExampleFile } from "../../src/texts/example.js";
import { reader, shipped } from "../shipped.js";

const files = reader.names("examples").map((name) => reader.json<ExampleFile>(name));

describe.each(files)("$title ($source)", ({ examples }) => {
  const held = examples.filter(({ contested }) => contested === undefined);
  test.each(held)("$id: $name", (example) => expect(checkWorkedExample(example, shipped)).toBeNull());

  const contested = examples.filter((example) => example.contested !== undefined);
  if (contested.length > 0)
    test.each(contested)("$id rests on another reading: $contested", (example) =>
      expect(checkWorkedExample(example, shipped)).not.toBeNull(),
    );
});
