/** What is asked of trade by every command that moves levers: which, on which day, and how it answers. */

import { MODELS } from "./answers/response/settings.js";
import { flag, repeated } from "./command.js";
import { oneOf, parseDay, parseIds, parseNumber, parseYears } from "./parse.js";
import { parseOfSector } from "./texts/response.js";
import { parsePartner, parseProducts } from "./texts/scope.js";

export const TRADE_FLAGS = {
  origin: repeated("<country>", "country of origin, all, or a bloc", (text, { schedule }) =>
    parsePartner(text, schedule()),
  ),
  product: repeated("<numbers>", "only goods of these HTS numbers", (text, { schedule }) =>
    parseProducts(text, schedule()),
  ),
  date: flag("<day>", "the day whose law is taken, YYYY-MM-DD", parseDay),
  assume: flag("<ids>", "assumptions joined by commas; none for what the law alone says", parseIds),
  response: flag("<model>", "how trade answers: elastic; not at all if not given", oneOf(MODELS.slice(0, 2))),
  horizon: flag("<years>", "years after the change; the long run if not given", parseYears),
  elasticity: flag("<e>", "elasticity of import demand, such as -2", parseNumber),
  passthrough: repeated("<[sector=]x>", "part of a tariff that buyers bear, from 0 to 1", parseOfSector),
};
