/** Values of components as people state them, for duties that are on the case or the strap of a watch. */
import { shortName } from "../domain/duty-kinds/component.js";
import { sumUsd, type Usd } from "../domain/units.js";
import { UserError } from "../errors.js";
import { parseUsd } from "../parse.js";
import { partsOf } from "./contents.js";

export type Components = ReadonlyMap<string, Usd>;

/** `case=30,strap=12.50`, or with semicolons: dollars by short name. @throws {UserError} */
export function parseComponents(text: string): Components {
  const components = new Map<string, Usd>();
  for (const part of text.split(";").flatMap(partsOf)) {
    const [words = "", dollars] = part.split("=");
    const name = shortName(words);
    if (name === "" || dollars === undefined)
      throw new UserError(`expected a component and its dollars such as case=30; got "${part}"`);
    if (components.has(name)) throw new UserError(`${name} is there twice; got "${text}"`);
    components.set(name, parseUsd(dollars));
  }
  return components;
}

/** @throws {UserError} if components are worth more than the goods. */
export function checkComponents(components: Components, value: Usd): void {
  const sum = sumUsd(components.values());
  if (sum.gt(value))
    throw new UserError(`components of $${sum.toFixed()} are more than the value, $${value.toFixed()}`, {
      hint: "state what each is worth of the customs value of the line",
    });
}
