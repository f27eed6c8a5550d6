/** Flags that state facts of goods, for the commands that price them as an entry. */
import { flag, repeated, toggle } from "../../contract/command.js";
import {
  oneOf,
  parseComponents,
  parseContents,
  parseEntryType,
  parseMode,
  parseShare,
  parseWeights,
} from "../../contract/parse.js";

export const METAL_FLAGS = {
  metal: flag("<contents>", "metal content, as shares or dollars: steel=0.4,aluminum=$120", parseContents),
  metalWeight: flag("<shares>", "metal as shares of the weight: steel=0.1,aluminum=4%", parseWeights),
};

export const US_CONTENT_FLAG = {
  usContent: flag("<share>", "share of the value of US origin", parseShare),
};

/** Claims that have a flag of their own. */
export const CLAIM_FLAGS = {
  patented: toggle("a patented drug, as --claim patented"),
  aircraft: toggle("for civil aircraft, as --claim aircraft"),
  quota: flag("<side>", "in: within a tariff-rate quota; out: beyond it", oneOf(["in", "out"])),
};

/** What goods that are still to come may be compared by, over origins or days. */
export const COMING_FLAGS = {
  qty: repeated("<quantity>", "a quantity such as 1200kg or 40 doz", (text) => text),
  ...METAL_FLAGS,
  component: flag("<values>", "value of what a duty is on, in dollars: case=30,strap=12", parseComponents),
  ...US_CONTENT_FLAG,
  adcvd: repeated("<case>", "a deposit as A-588-874=12.5%, or none", (text) => text),
  ...CLAIM_FLAGS,
  mode: flag("<mode>", "how the goods come: vessel, air, truck or rail, or the code", parseMode),
  entryType: flag("<type>", "formal (if not given) or informal, or the code", parseEntryType),
};
