/** Names of flags, on the command line and in code. */

/** `usContent` on the command line is `--us-content`. */
export const flagName = (key: string): string =>
  key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
/** And back. */
export const keyName = (name: string): string =>
  name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
