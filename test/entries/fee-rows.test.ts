/** Exports that have fees on rows of their own, by the class of account under which customs collects them. */
import { describe, expect, test } from "vitest";
import { audit, table } from "./duty-file.js";

const HEAD = "Entry No,Line,Entry Date,HTS,Origin,Value,Duty,Mode";
/** A machine of Vietnam: 10% under 9903.01.25; 0.3464% of $10,000 and 0.125% of it (19 CFR 24.23, 24.24). */
const GOODS = "1,1,06/19/2025,8479.20.00.00,VN,10000,1000.00,11";
const FEES = [
  "Merchandise processing fee: filed $34.64, owed $34.64",
  "Harbor maintenance fee: filed $12.50",
];

describe("fees on rows of their own are those of their line", () => {
  test.each([
    ["by class in place of a number", [HEAD, GOODS, "1,1,,499,,,34.64,", "1,1,,501,,,12.50,"]],
    ["by name", [HEAD, GOODS, "1,1,,MPF,,,34.64,", "1,1,,Harbor maintenance fee,,,12.50,"]],
    ["by class with its name", [HEAD, GOODS, "1,1,,499 - MPF,,,34.64,", "1,1,,501 HMF,,,12.50,"]],
    ["without a line, of the whole entry", [HEAD, GOODS, "1,,,499,,,34.64,", "1,0,,501,,,12.50,"]],
    [
      "by a column of classes",
      [`${HEAD},Class Code`, `${GOODS},`, "1,1,,,,,34.64,,499", "1,1,,,,,12.50,,501"],
    ],
    [
      "by a column of classes and one of fees, the goods on each row",
      [`${HEAD},Fee Class Code,Fee Amount`, `${GOODS},499,34.64`, `${GOODS},501,12.50`],
    ],
    [
      "on the rows of each number",
      [
        `${HEAD},Fee Class Code,Fee Amount`,
        ...["499,34.64", "501,12.50"].flatMap((fee) => [
          `1,1,06/19/2025,9903.01.25,VN,,1000.00,11,${fee}`,
          `1,1,06/19/2025,8479.20.00.00,VN,10000,0.00,11,${fee}`,
        ]),
      ],
    ],
    [
      "in a file that has a column of it too",
      [`${HEAD},MPF`, `${GOODS},34.64`, "1,1,,499,,,34.64,,", "1,1,,501,,,12.50,,"],
    ],
  ])("%s", async (_, rows) => {
    const { out, status } = await audit(table(...rows), "--verbose");
    for (const words of FEES) expect(out.replace(/\n\s*/g, " ")).toContain(words);
    expect(out).toContain("1 line of 1 entry: 1 agree");
    expect(status).toBe(0);
  });

  test("a fee that is not owed is found, to the cent", async () => {
    const { out } = await audit(table(HEAD, GOODS, "1,1,,499,,,35.64,", "1,1,,501,,,12.50,"));
    expect(out).toContain("Merchandise processing fee: filed $35.64, owed $34.64");
  });

  test("fees of programs are named, and no goods", async () => {
    const { out } = await audit(table(HEAD, GOODS, "1,1,,056,,,24.00,", "1,1,,53,,,1.00,"), "--verbose");
    expect(out.replace(/\n\s*/g, " ")).toContain(
      "Fees and taxes of these classes are not audited: 053, 056.",
    );
    expect(out).toContain("1 line of 1 entry: 1 agree");
  });

  test("two amounts of one fee are asked for", async () => {
    const { out } = await audit(table(`${HEAD},MPF`, `${GOODS},34.64`, "1,1,,499,,,30.00,,"));
    expect(out.replace(/\n\s*/g, " ")).toContain("the line states two amounts of one fee, 34.64 and 30");
  });
});
