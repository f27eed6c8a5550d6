/** Lists of the Section 122 surcharge. */
import { type ListRule, worded } from "./rule.js";

const exempt = (id: string, title: string, ...headings: string[]): ListRule => ({
  id: `section-122/${id}`,
  title,
  file: "law/lists/s122_exempt.csv",
  where: ({ heading = "" }) => headings.includes(heading),
  condition: worded,
});

export const LISTS: readonly ListRule[] = [
  exempt("exempt", "Goods exempt from the surcharge, note 2(aa)(ii)", "9903.03.03"),
  exempt("particular", "Particular articles exempt from the surcharge, note 2(aa)(iii)", "9903.03.04"),
  exempt("aircraft", "Civil aircraft articles of any country, note 2(aa)(iv)", "9903.03.05"),
];
