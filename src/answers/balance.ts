/** Trade with partners, and the reciprocal rates that the formula of 2 April 2025 makes of it. */
import type { Context } from "../command.js";
import type { Country } from "../domain/country.js";
import type { PartnerBalance } from "../economics/balance-figures.js";
import { UserError } from "../errors.js";
import type { Report } from "../report.js";
import type { ScenarioText } from "../texts/scenario.js";
import { partnersOf } from "../texts/scope.js";
import { after } from "./balance-after.js";
import { formulaTable } from "./balance-table.js";
import { partnerSteps } from "./partner-steps.js";
import type { Model, ResponseFlags } from "./response/settings.js";

/** Members have rows of their own, and their bloc has the sum: one or the other. */
const known = (name: string, partners: ReadonlyMap<Country, PartnerBalance>, context: Context): Country[] =>
  partners.has(name as Country)
    ? [name as Country]
    : partnersOf([name], context.schedule(), [...partners.keys()]);

export interface AskedBalance {
  /** The scenario of a partner. */
  question(origin: Country): Promise<ScenarioText>;
  readonly flags: ResponseFlags & { readonly response: Model };
  /** A flag that says something of one partner alone, if one is given. */
  readonly ofOnePartner?: string | undefined;
}

/** @throws {UserError} on a partner that no figures are published of, or a flag that says nothing of several. */
export async function answerBalance(
  names: readonly string[],
  { question, flags, ofOnePartner }: AskedBalance,
  context: Context,
): Promise<Report> {
  const { partners, mirrors } = await context.balances();
  const codes = [...new Set(names.flatMap((name) => known(name, partners, context)))];
  const rows = codes.map((code) => ({ code, name: nameOf(code, context), balance: found(code, partners) }));
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
        await after(first, await question(first.code), flags, context),
      )
    : formulaTable(rows);
}

const nameOf = (code: Country, context: Context): string =>
  context.schedule().origins.get(code)?.name ?? code;

function found(code: Country, partners: ReadonlyMap<Country, PartnerBalance>): PartnerBalance {
  const balance = partners.get(code);
  if (balance) return balance;
  throw new UserError(`no trade of 2024 with ${code} is in the data of the formula`, {
    where: "--origin",
    hint: "`balance --origin all` lists the partners it has",
  });
}
