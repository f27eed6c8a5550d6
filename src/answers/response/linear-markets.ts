/** Markets in which buyers choose among sources, by models that are linear in the change: SMART and GSIM. */
import { gsim } from "../../economics/gsim.js";
import { type Market, tariffFactor } from "../../economics/market.js";
import { UNLIMITED } from "../../economics/pass-through.js";
import { smart } from "../../economics/smart.js";
import { linearGain } from "../../economics/welfare.js";
import { type Sold, type SourcedMarket, spendOf, together } from "./sourced-market.js";

export function bySmart({ own, others, substitution }: SourcedMarket, demand: number, supply: number): Sold {
  const outcome = smart(
    { ...own, others: together(others) },
    { demand, supply, substitution, diversion: "laird-yeats" },
  );
  const factor = tariffFactor(own);
  const exporterPrice =
    supply === UNLIMITED ? 1 : Math.max(0, 1 + ((factor - 1) * demand) / (supply - demand));
  return {
    value: outcome.value,
    others: outcome.othersValue,
    buyerPrice: factor * exporterPrice,
    exporterPrice,
    welfare: outcome.welfare,
  };
}

/** Three countries: the importer, the seller, everybody else. What sellers sell elsewhere is in their supply elasticity. */
export function byGsim({ own, others, substitution }: SourcedMarket, demand: number, supply: number): Sold {
  const rest = together(others);
  const column = (cells: readonly [number, number, number]) => cells.map((cell) => [cell, 0, 0]);

  const factor = (of: (one: Market) => number) => [
    [1, 1, 1],
    [1 + of(own), 1, 1],
    [1 + of(rest), 1, 1],
  ];
  const { trade, price, dutyBefore, dutyAfter } = gsim({
    trade: column([0, own.value, rest.value]),
    factorBefore: factor(({ before }) => before),
    factorAfter: factor(({ after }) => after),
    demand: [demand, demand, demand],
    substitution: [substitution, substitution, substitution],
    supply: [supply, supply, supply],
  });
  const [, ownPrice = 0, restPrice = 0] = price;
  const spend = spendOf([own, rest]);
  const rise = (of: Market, price: number) => spendOf([of]) * ((1 + price) * tariffFactor(of) - 1);
  const index = spend === 0 ? 0 : (rise(own, ownPrice) + rise(rest, restPrice)) / spend;
  const duty = (of: typeof dutyAfter) => (of[1]?.[0] ?? 0) + (of[2]?.[0] ?? 0);
  return {
    value: trade[1]?.[0] ?? 0,
    others: trade[2]?.[0] ?? 0,
    buyerPrice: (1 + ownPrice) * tariffFactor(own),
    exporterPrice: 1 + ownPrice,
    welfare: linearGain(spend, index, demand) + duty(dutyAfter) - duty(dutyBefore),
  };
}
