/** Filed duty beside computed duty, number by number, and what the difference comes from. */
import { printHts } from "../../domain/hts.js";
import type { Filed } from "../../texts/filed.js";
import { byNumber } from "./by-number.js";
import { type Compared, sumOf } from "./compared.js";
import { dollars, type Finding, told, wrong } from "./finding.js";
import { isBase } from "./numbers.js";
import { explained } from "./one-sum.js";
import type { Law } from "./reason.js";

/** Why filed and computed duty differ, in sentences; none where they agree. */
export function differences(line: Compared, law: Law): Finding[] {
  const { filed, duty } = line;
  const open = duty.duty === null ? [told(`what is owed is not known without ${duty.needs.join(", ")}`)] : [];
  if (duty.layers.length === 0) return [...sumFault(filed), ...open];
  if (filed.layers === null) return [...open, ...explained(line, law)];
  return [...sumFault(filed), ...strayNumber(line), ...open, ...byNumber(line, filed.layers, law)];
}

/** The numbers filed do not come to the duty filed. */
function sumFault({ duty, layers }: Filed): Finding[] {
  if (duty === null || layers === null || sumOf(layers) === duty) return [];
  return [wrong(`the numbers filed come to ${dollars(sumOf(layers))}, the duty filed is ${dollars(duty)}`)];
}

/** Goods of chapters 1 to 97 filed under a number that is not theirs; chapter 98 has duties elsewhere. */
function strayNumber({ goods, filed }: Compared): Finding[] {
  const digits = (number: string) => number.replaceAll(".", "");
  const fits = (code: string) => code.startsWith(goods.hts) || goods.hts.startsWith(code);
  const stray = filed.layers?.find(
    ({ number }) => isBase(number) && !number.startsWith("98") && !fits(digits(number)),
  );
  return stray ? [wrong(`${stray.number} is filed, the goods are ${printHts(goods.hts)}`)] : [];
}
