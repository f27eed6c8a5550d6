/** Who pays a change of duty: by who remits it, and by a documented split. */
import { type Decimal, minusUsd, type Usd } from "../domain/units.js";
import { burdenOf } from "../economics/pass-through.js";
import { grouped } from "../numbers.js";
import type { Report } from "../report.js";
import type { Sharing } from "./payload.js";

/** HTML of a list: remitted by importers in exact decimals; the split in binary floats, in millions of dollars. */
export function whoPays({ total }: Pick<Report, "total">, { border, toConsumers }: Sharing): string {
  const before = total?.baseline_duty_usd as Usd;
  const after = total?.scenario_duty_usd as Usd;
  const change = minusUsd(after, before).toNumber();
  if (change === 0) return `<p data-fact="remitted">Duty does not change, so there is nothing to bear.</p>`;
  const factor = taxFactor(total?.scenario_rate) / taxFactor(total?.baseline_rate);
  const { foreignSellers, importers, consumers } = burdenOf(border, factor, toConsumers);
  const rows: [string, number][] = [
    ["Sellers abroad", foreignSellers],
    ["Importers and shops", importers],
    ["Consumers", consumers],
  ];
  const items = rows.map(
    ([name, share]) => `<li>${name}: ${(share * 100).toFixed(1)} %, ${millions(share * change)}</li>`,
  );
  return (
    `<p>Importers remit all of it to customs: <strong data-fact="remitted">${millions(change)}</strong> of change.</p>` +
    `<p>Split by an estimate, not by law, in binary floats:</p><ul>${items.join("")}</ul>`
  );
}

const taxFactor = (rate: unknown): number => 1 + ((rate as Decimal | null)?.toNumber() ?? 0);

const millions = (dollars: number): string => {
  const digits = grouped(Math.abs(dollars / 1e6).toFixed(0));
  return `${dollars < 0 && digits !== "0" ? "−" : ""}$${digits} m`;
};
