/** Short constructors for tests. */
export { toEntry as entryOf } from "../src/contract/example-text.js";
