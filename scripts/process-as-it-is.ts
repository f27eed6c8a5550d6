/** Stands in for `node:process`: importing that module reads each of its exports, and so opens standard input. */
export default globalThis.process;
