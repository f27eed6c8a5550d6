/** Short constructors for tests. */
export { toEntry as entryOf } from "../src/contract/measure-text.js";
