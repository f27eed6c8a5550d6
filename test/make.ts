/** Short constructors for tests. */
export { toEntry as entryOf } from "../src/texts/example.js";
