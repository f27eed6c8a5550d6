/** What `data diff` holds against each other: a day of the shipped data, a folder, or an edition as exported. */
import type { Context } from "../../command.js";
import type { IsoDate } from "../../domain/day.js";
import { located, UserError } from "../../errors.js";
import { parseDay } from "../../parse.js";
import { importedDay } from "./edition-day.js";
import { editionOf } from "./edition-of.js";
import { sideOfEdition, sideOn, type TariffSide } from "./tariff-side.js";

const SHIPPED = "shipped";

interface Asked {
  readonly kind: "shipped" | "folder" | "edition";
  readonly name: string;
  readonly day: IsoDate | undefined;
}

/** Two sides with one day for those that name none. */
export interface Sides {
  readonly before: TariffSide;
  readonly after: TariffSide;
  /** Both as whole laws; `null` if one is an edition alone. */
  readonly laws: readonly [before: Context, after: Context] | null;
  readonly day: IsoDate;
}

/** @throws {UserError} on a name that is no day, folder or edition. */
export async function sidesOf(
  names: readonly string[],
  said: IsoDate | undefined,
  context: Context,
): Promise<Sides> {
  const [first = SHIPPED, second] = names;
  const asked = [askedOf(first, context), second === undefined ? null : askedOf(second, context)] as const;
  const [one, other] = [
    await worldOf(asked[0], context),
    asked[1] ? await worldOf(asked[1], context) : context,
  ];
  const days = [asked[0]?.day ?? importedDay(one), asked[1]?.day ?? importedDay(other)] as const;
  const day = said ?? days[0] ?? days[1] ?? context.schedule().asOf;
  const sideOf = async (index: 0 | 1, world: Context): Promise<TariffSide> => {
    const own = asked[index];
    if (own?.kind === "edition")
      return sideOfEdition(editionOf(await context.officialTable(own.name)), own.name);
    return sideOn(world, own?.day ?? said ?? days[index] ?? day, own?.name ?? "the data of this command");
  };
  const editions = asked.some((own) => own?.kind === "edition");
  return {
    before: await sideOf(0, one),
    after: await sideOf(1, other),
    laws: editions ? null : [one, other],
    day,
  };
}

const dayOf = (text: string): IsoDate => located("data diff", () => parseDay(text));

/** `shipped`, a day, a folder or a file; a day may follow behind `@`. */
function askedOf(text: string, context: Context): Asked {
  const [name = "", at] = text.split(/@(?=\d{4}-\d\d-\d\d$)/);
  const day = at === undefined ? undefined : dayOf(at);
  if (name === SHIPPED) return { kind: "shipped", name, day };
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return { kind: "shipped", name: SHIPPED, day: dayOf(text) };
  const found = context.pathKind(name);
  if (found === "folder") return { kind: "folder", name, day };
  if (found === "file") return { kind: "edition", name, day };
  throw new UserError(`expected shipped, a day, a folder or an exported edition; got "${text}"`, {
    where: "data diff",
    hint: "for example: tariff-calc data diff 2026-02-24 hts_2026_rev4.csv",
  });
}

const worldOf = ({ kind, name }: Asked, context: Context): Promise<Context> =>
  context.over(kind === "folder" ? [name] : []);
