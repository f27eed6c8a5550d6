import { type Context, defineCommand, flag, repeated } from "../../contract/command.js";
import { UserError } from "../../contract/errors.js";
import { parseOfSector } from "../../contract/lever-flags.js";
import { oneOf, parseDay, parseNumber, parseYears } from "../../contract/parse.js";
import { parsePartner, partnersOf, questionOf } from "../../contract/question.js";
import type { Report } from "../../contract/report.js";
import type { ScenarioText } from "../../data/shapes/scenario.js";
import type { PartnerBalance } from "../../economics/bilateral.js";
import { type Country, namedOf, originWordsOf } from "../../law/origin.js";
import type { Schedule } from "../../law/schedule.js";
import { keyOf } from "../common/groups.js";
import { heldNotes } from "../common/law-words.js";
import { priceScenario } from "../scenario/answer.js";
import { checkedSettings, MODELS, type Model, type ResponseFlags } from "../scenario/response/settings.js";
import { type AnsweringTrade, answeringTrade } from "../scenario/response/trade.js";
import { chargedUnder, lawNotes } from "../scenario/words.js";
import { formulaTable, type MovedTrade, type Partner, partnerSteps, rounded, type Step } from "./table.js";

// Trade with partners, and the reciprocal rates that the formula of 2 April 2025 makes of it.

/** Members have rows of their own, and their bloc has the sum: one or the other. */
const partnersNamed = (
  name: string,
  partners: ReadonlyMap<Country, PartnerBalance>,
  context: Context,
): Country[] =>
  partners.has(name as Country)
    ? [name as Country]
    : partnersOf([name], context.schedule(), [...partners.keys()]);

interface BalanceQuestion {
  /** The scenario of a partner. */
  question(origin: Country): Promise<ScenarioText>;
  readonly flags: ResponseFlags & { readonly response: Model };
  /** A flag that says something of one partner alone, if one is given. */
  readonly ofOnePartner?: string | undefined;
}

/** @throws {UserError} on a partner that no figures are published of, or a flag that says nothing of several. */
export async function answerBalance(
  names: readonly string[],
  { question, flags, ofOnePartner }: BalanceQuestion,
  context: Context,
): Promise<Report> {
  const { partners, mirrors } = await context.balances();
  const codes = [...new Set(names.flatMap((name) => partnersNamed(name, partners, context)))];
  const rows = codes.map((code) => ({
    code,
    called: namedOf(code, context.schedule()),
    balance: balanceOf(code, partners, context.schedule()),
  }));
  const [first, ...more] = rows;
  if (more.length > 0 && ofOnePartner !== undefined)
    throw new UserError(
      `expected one partner beside it; got ${rows.length}, whose trade is shown as it was`,
      {
        where: `--${ofOnePartner}`,
        hint: "ask for one partner with --origin, or leave it out",
      },
    );
  return first && more.length === 0
    ? partnerSteps(
        first,
        mirrors.filter(({ origin }) => origin === first.code),
        await deficitAfter(first, await question(first.code), flags, context),
      )
    : formulaTable(rows);
}

function balanceOf(
  code: Country,
  partners: ReadonlyMap<Country, PartnerBalance>,
  schedule: Schedule,
): PartnerBalance {
  const balance = partners.get(code);
  if (balance) return balance;
  throw new UserError(
    `no trade of 2024 with ${originWordsOf(code, schedule)} is in the data of the formula`,
    {
      where: "--origin",
      hint: "`balance --origin all` lists the partners it has",
    },
  );
}

const MILLION = 1e6;
const LAWS = [
  ["baseline", "law"],
  ["scenario", "scenario"],
] as const;

/** Imports and deficit after, for each law and horizon; none for a partner whose trade is not shipped. Exports stay as they are: nobody retaliates. */
async function deficitAfter(
  { balance: { deficit } }: Partner,
  question: ScenarioText,
  flags: ResponseFlags & { readonly response: Model },
  context: Context,
): Promise<MovedTrade> {
  const [origin] = question.origins;
  if (!context.flowOrigins(question.flows).some((code) => code === origin))
    return { steps: [], recorded: null, date: null, warnings: [] };
  const { run, inputs } = await priceScenario(question, "law", undefined, context);
  const estimates = await context.estimates();
  const settings = await checkedSettings(flags, context, run.origins);
  const key = keyOf(run, "sector", context.names());
  const groupOf = key.of === "rows" ? key.groupOf : () => "";
  const trade = answeringTrade({ run, inputs, settings, estimates, view: "law", groupOf }, context);
  const laws = question.changes.length > 0 ? LAWS : LAWS.slice(0, 1);
  const steps = laws.flatMap(([law, title]) =>
    settings.horizons.flatMap(({ label, demand }) => {
      const { before, after: left } = trade.outcome(law, demand);
      const how = `${flags.response}, elasticity ${demand}`;
      return fallSteps((before - left) / MILLION, deficit, { when: `${title}, ${label}`, how });
    }),
  );
  return {
    ...{ steps, recorded: recordedIn(trade), date: question.date },
    warnings: [...heldNotes(chargedUnder(run), "figures", context.heldUnlawful()), ...lawNotes(run)],
  };
}

/** @param fall Of imports, and `deficit` before, in millions of dollars. */
const fallSteps = (
  fall: number,
  deficit: number | null,
  { when, how }: { readonly when: string; readonly how: string },
): Step[] => [
  [`Import fall, ${when}`, rounded(fall, 1), "$m", "model", `for consumption; ${how}`],
  [
    `US deficit, ${when}`,
    rounded(deficit === null ? null : deficit - fall, 1),
    ...["$m", "model", "published deficit less that fall"],
  ],
];

function recordedIn({ cells }: AnsweringTrade): number | null {
  const value = cells.reduce((sum, cell) => sum + cell.value, 0);
  return value === 0 ? null : cells.reduce((sum, cell) => sum + cell.value * cell.recorded, 0) / value;
}

export default defineCommand({
  name: "balance",
  summary: "Trade in goods with a partner, and the formula of 2 April 2025 made of it",
  details:
    "Shows what both sides publish of their trade in 2024, and takes the formula of the reciprocal tariffs step by step:\n" +
    "the rate it gives, beside the rate posted and the rate set. Without an origin it answers for Japan; several origins\n" +
    "have a line each. For one partner it also estimates the deficit that the law of a day would leave, and a change of it.",
  argument: null,
  flags: {
    origin: repeated(
      "<country>",
      "country of origin, all, a bloc or an agreement such as USMCA; repeat for several",
      (text, { schedule }) => parsePartner(text, schedule()),
    ),
    date: flag("<day>", "the day whose law is taken, YYYY-MM-DD", parseDay),
    response: flag(
      "<model>",
      "how trade answers; elastic if not given",
      oneOf(MODELS.filter((model) => model !== "nested")),
    ),
    horizon: flag("<years>", "years after the change; at once and in the long run if not given", parseYears),
    elasticity: flag("<e>", "elasticity of import demand, such as -2", parseNumber),
    passthrough: repeated("<[sector=]x>", "part of a tariff that buyers bear, from 0 to 1", parseOfSector),
  },
  dataFlags: ({ levers }) => levers().map(({ name, summary }) => ({ name, placeholder: "<rate>", summary })),
  examples: [
    "tariff-calc balance --auto 15 --reciprocal 15",
    "tariff-calc balance --origin VN",
    "tariff-calc balance --origin all --format csv -o formula.csv",
  ],
  async run({ flags, dataFlags }, context) {
    const { origin = ["JP"], date, response = "elastic", horizon, elasticity, passthrough } = flags;
    const own = { date, response: flags.response, horizon, elasticity, passthrough };
    const [stray] = [...Object.entries(own).flatMap(([name, value]) => (value === undefined ? [] : name))];
    const asked = {
      ofOnePartner: stray ?? [...dataFlags.keys()][0],
      question: (code: string) =>
        questionOf(null, { origin: [code], ...(date ? { date } : {}) }, dataFlags, context),
      flags: { response, horizon, elasticity, passthrough },
    };
    return answerBalance(origin, asked, context);
  },
});
