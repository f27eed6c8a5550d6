/** Who pays a change of duty: by who remits it, and by a documented split. */
import { type Decimal, decimal, minusUsd, type Usd } from "../domain/units.js";
import { burdenOf } from "../economics/pass-through.js";
import type { Report } from "../report.js";
import { dollars } from "./amount.js";
import type { Sharing } from "./payload.js";

/** HTML: remitted by importers in exact decimals; the split in binary floats. Nothing is split where nothing changes. */
export function whoPays({ total }: Pick<Report, "total">, { border, toConsumers }: Sharing): string {
  const before = total?.baseline_duty_usd as Usd;
  const after = total?.scenario_duty_usd as Usd;
  const change = minusUsd(after, before);
  if (change.isZero())
    return `<p>Importers remit ${dollars("scenario_duty_usd", after)} a year to customs, as in the baseline: there is no change of duty to split.</p>`;
  const factor = taxFactor(total?.scenario_rate) / taxFactor(total?.baseline_rate);
  const { foreignSellers, importers, consumers } = burdenOf(border, factor, toConsumers);
  const items = [
    ["Sellers abroad", "sellers_usd", foreignSellers] as const,
    ["Importers and shops", "importers_usd", importers] as const,
    ["Consumers", "consumers_usd", consumers] as const,
  ].map(
    ([name, key, share]) =>
      `<li>${name}: ${(share * 100).toFixed(1)} %, ${dollars(key, decimal(String(share * change.toNumber())), true)}</li>`,
  );
  return (
    `<p>Importers remit all of it to customs: <strong>${dollars("change_usd", change, true)}</strong> a year of change.</p>` +
    `<p>Split by an estimate, not by law, in binary floats:</p><ul>${items.join("")}</ul>`
  );
}

const taxFactor = (rate: unknown): number => 1 + ((rate as Decimal | null)?.toNumber() ?? 0);
