/** Whether the codes of product lists are numbers of the tariff. */
import type { ProductList } from "../../domain/product-list.js";
import { error, type Problem, warning } from "./problem.js";

/** Codes that no edition of the tariff has, codes twice in a group, groups that end before they begin. */
export function listProblems(list: ProductList, everInTariff: (code: string) => boolean): Problem[] {
  const file = `lists/${list.id}.json`;
  return list.groups.flatMap(({ from, until, codes }, index) => {
    const place = `groups[${index}]`;
    const unknown = codes.filter((code) => !everInTariff(code));
    const twice = codes.filter((code, at) => codes.indexOf(code) !== at);
    return [
      ...(until !== null && until <= from
        ? [error(file, place, `it ends on ${until}, not after it begins on ${from}`)]
        : []),
      ...twice.map((code) => error(file, `${place}.codes`, `${code} is there twice`)),
      ...unknown.map((code) => warning(file, `${place}.codes`, `no edition of the tariff has ${code}`)),
    ];
  });
}
