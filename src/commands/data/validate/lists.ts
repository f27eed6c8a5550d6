/** Whether product lists make sense on their own. */
import { codeProblems } from "../../../contract/measure-problems.js";
import { error, type Problem } from "../../../contract/problem.js";
import { printHts } from "../../../law/hts.js";
import type { ListGroup, ProductList } from "../../../law/measure.js";
import type { Schedule } from "../../../law/schedule.js";

type Law = Pick<Schedule, "base" | "firstDay" | "asOf">;

/** Numbers the tariff never had or no longer has, numbers twice, groups that end before they begin or undo each other. */
export function listProblems(list: ProductList, law: Law): Problem[] {
  const file = `lists/${list.id}.json`;
  return list.groups.flatMap((group, index) => {
    const { from, until, codes } = group;
    const place = `groups[${index}]`;
    const twice = codes.filter((code, at) => codes.indexOf(code) !== at);
    return [
      ...(until !== null && until <= from
        ? [
            error(
              "backwards",
              file,
              place,
              `it ends on ${until}, not after it begins on ${from}`,
              "until is the first day on which it no longer holds",
            ),
          ]
        : []),
      ...twice.map((code) =>
        error("twice", file, `${place}.codes`, `${code} is there twice`, "keep one of them"),
      ),
      ...codeProblems(file, `${place}.codes`, codes, group, law),
      ...undone(file, list, index),
    ];
  });
}

/** Numbers that a group lists and a later one takes out on the same days under the same condition. */
function undone(file: string, { groups }: ProductList, index: number): Problem[] {
  const group = groups[index];
  if (group === undefined) return [];
  return groups.slice(index + 1).flatMap((other, at) => {
    if (other.condition !== group.condition || (other.counts === false) === (group.counts === false))
      return [];
    if (!meet(group, other)) return [];
    return group.codes
      .filter((code) => other.codes.includes(code))
      .map((code) =>
        error(
          "undone",
          file,
          `groups[${index + 1 + at}].codes`,
          `${printHts(code)} is put on the list by groups[${index}] and taken off it on the same days`,
          "keep it in one of the two groups, or give them days that do not meet",
        ),
      );
  });
}

const meet = (a: ListGroup, b: ListGroup): boolean =>
  (a.until === null || a.until > b.from) && (b.until === null || b.until > a.from);
