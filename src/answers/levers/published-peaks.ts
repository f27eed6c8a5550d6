/** What models of whole economies say beside a peak of one market after another. Source: METHODS 2.10. */
import type { PublishedPeak } from "../../economics/estimates.js";

const MOST = {
  revenue: "raises most revenue",
  gain: "gains the country most",
} as const;

/** One sentence: a peak here leaves out what moves there. */
export function beyondPeak(peaks: readonly PublishedPeak[]): string {
  const of = (most: PublishedPeak["most"]) => {
    const said = peaks
      .filter((one) => one.most === most)
      .map(({ percent, when, cite }) => `${percent} % (${when}; ${cite})`);
    return said.length === 0 ? [] : [`the tariff that ${MOST[most]} is ${said.join(", ")}`];
  };
  return `This peak leaves out retaliation, wages, exchange rates and other origins. In models of whole economies ${[...of("revenue"), ...of("gain")].join("; ")}.`;
}
