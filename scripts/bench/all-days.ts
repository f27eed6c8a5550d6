/** Works out every rate of every line, origin and day the law changed on, and counts them. */
import { join } from "node:path";
import { gridOf } from "../../src/compiled/grid.js";
import { rateBook } from "../../src/compiled/law-of-day.js";
import { createContext } from "../../src/data/context.js";
import { daysOfLaw } from "../../src/law/days.js";

const schedule = createContext(join(import.meta.dirname, "../../data"), "0").schedule();
const book = rateBook(schedule, "law");
const origins = [...schedule.origins.values()].filter(({ code }) => code !== "EU");
const [, , onlyDay] = process.argv;
const days =
  onlyDay === undefined
    ? daysOfLaw(schedule, "law")
    : daysOfLaw(schedule, "law").filter((day) => day === onlyDay);
let [known, unknown] = [0, 0];
for (const day of days) {
  const { classOf, cellsOf } = gridOf(book, schedule, day);
  for (const origin of origins) {
    const cells = cellsOf(origin);
    for (const id of classOf) {
      if (cells[id]?.total === null) unknown += 1;
      else known += 1;
    }
  }
}
console.log(JSON.stringify({ days: days.length, origins: origins.length, known, unknown }));
