/** Settings of a response from flags that have been checked. */
import type { Context } from "../../command.js";
import { checkFlags } from "./check-flags.js";
import { type Model, type ResponseFlags, type Settings, settingsOf } from "./settings.js";

/** @throws {UserError} on flags that say nothing, contradict one another, or are no such number. */
export async function checkedSettings(
  flags: ResponseFlags & { readonly response: Model },
  context: Context,
): Promise<Settings> {
  checkFlags(flags, context.names().sectors);
  return settingsOf(flags, await context.estimates());
}
