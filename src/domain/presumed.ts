/** What the law takes to be so of goods on their way when it changed, and of metal that nobody stated. */
import type { Entry } from "./entry.js";
import type { Version } from "./measure.js";
import { type Shares, STATED_PIECES } from "./part.js";
import type { Reaching } from "./reach.js";
import { type Decimal, WHOLE } from "./units.js";

/** Goods loaded before the law changed pay as its transit clause says. */
export function afterTransit(item: Reaching, { loadedOn, date }: Pick<Entry, "loadedOn" | "date">): Reaching {
  if (loadedOn === null || item.freedBy) return item;
  const transit = item.version.transit.find(
    (window) => loadedOn < window.loadedBefore && date < window.enteredBefore,
  );
  if (!transit) return item;
  return transit.duty
    ? { ...item, heading: transit.heading, duty: transit.duty }
    : {
        ...item,
        freedBy: {
          heading: transit.heading,
          title: "goods in transit when the law changed",
          displaces: false,
        },
      };
}

/** Whether the day goods were loaded changes what they owe: they were on their way when the law changed. */
export const wereOnTheWay = (
  reached: readonly Reaching[],
  facts: Pick<Entry, "loadedOn" | "date">,
): boolean => reached.some((item) => afterTransit(item, facts) !== item);

/** Shares that the law presumes where none is stated. */
export function presumedShares(reached: readonly Reaching[], stated: Shares): Shares {
  const presumed = reached.flatMap(({ version }) => presumption(version, stated));
  return presumed.length === 0 ? stated : Object.fromEntries([...Object.entries(stated), ...presumed]);
}

/** What is presumed is no more than what is stated leaves. */
function presumption({ presumed }: Version, stated: Shares): [string, Decimal][] {
  if (!presumed || stated[presumed.piece] !== undefined) return [];
  const left = STATED_PIECES.reduce((rest, piece) => rest.minus(stated[piece] ?? 0), WHOLE);
  return [[presumed.piece, presumed.share.lt(left) ? presumed.share : left]];
}
