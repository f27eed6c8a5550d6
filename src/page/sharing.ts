/** The documented split of who pays. */
import type { Context } from "../command.js";
import type { Sharing } from "./payload.js";

interface PassThrough {
  readonly border: { readonly value: number };
  readonly toConsumers: { readonly value: number };
}

export function sharingOf(context: Context): Sharing {
  const { border, toConsumers } = context.data().json<PassThrough>("economics/pass-through.json");
  return { border: border.value, toConsumers: toConsumers.value };
}
