/** With KEEP_ANSWERS=no nothing is kept from one question to the next: no answer may depend on that. */
import { keepAnswers } from "../src/compiled/memo.js";

if (process.env.KEEP_ANSWERS === "no") keepAnswers(false);
