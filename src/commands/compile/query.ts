/**
 * The query that prices entries, said once: views over the tables of the law, each on those before it. Amounts are whole numbers
 * over whole numbers until they are cents, half up, as an entry rounds them.
 */
import { type ContentBits, SHARES, SLOTS } from "../../compiled/tables/law-tables.js";
import { CLAIM_WORDS } from "../../compiled/tables/table.js";
import { STATED_PIECES } from "../../law/part.js";
import type { Dialect } from "./dialects.js";

/** Shares are stated in millionths of the value, quantities in millionths of a unit. */
const MILLION = 1_000_000;

/** The columns of `entries`, which the reader fills or makes a view of. */
export const ENTRY_COLUMNS = {
  line_id: "number",
  entry: "text",
  day: "day",
  hts: "text",
  origin: "text",
  value: "number",
  claims: "text",
  qty: "number",
  unit: "text",
  steel: "integer",
  aluminum: "integer",
  copper: "integer",
  us: "integer",
  loaded_on: "day",
  mode: "text",
  entry_type: "text",
  other_facts: "integer",
} as const;

/** `claims` and `other_facts` are of no use once they are read. */
const READ_AWAY = ["claims", "other_facts"];

/** Columns of a table that stands in a join, by their plain names: ClickHouse calls them `e.day` otherwise. */
const named = (table: string, columns: readonly string[]): string =>
  columns.map((name) => `${table}.${name} AS ${name}`).join(", ");

/** A view with its name, in the order in which they are made. */
export interface QueryView {
  readonly name: string;
  readonly about: string;
  readonly select: string;
}

export const queryViews = (dialect: Dialect, content: ContentBits): QueryView[] => [
  {
    name: "claims_read",
    about: "each text of claims as bits; unread where some claim is not of the law or contradicts another",
    select: claimsRead(dialect),
  },
  { name: "goods", about: "lines of entries with the classes they are of", select: goods(dialect, content) },
  { name: "goods_terms", about: "their terms and base duties", select: goodsTerms(dialect) },
  { name: "goods_base", about: "base duty as a number over another", select: goodsBase(dialect) },
  { name: "lines_priced", about: "duty of each line in cents", select: linesPriced(dialect) },
  { name: "layers_priced", about: "duty of each layer of each line in cents", select: layersPriced(dialect) },
  { name: "questions", about: "what must be stated before a line is exact", select: QUESTIONS },
  { name: "entry_fees", about: "fees of each entry in cents", select: entryFees(dialect) },
  { name: "line_fees", about: "the same shared out over its lines", select: lineFees(dialect) },
  { name: "totals", about: "sums of all lines", select: TOTALS },
];

/** What is said of each word of claims. */
const eachWord = (of: (word: string) => string, between = ", "): string => CLAIM_WORDS.map(of).join(between);

/** The claims of the law that a text names, between semicolons. */
const claimsRead = ({
  bitAnd,
  bitOr,
}: Dialect): string => `SELECT claims, ${eachWord((w) => `claims_${w}`)}, fee_bits,
  CASE WHEN named < stated OR ${eachWord((w) => `${bitAnd(`claims_${w}`, `excluded_${w}`)} <> 0`, " OR ")}
    THEN 1 ELSE 0 END AS unread
FROM (
  SELECT t.claims, MAX(t.stated) AS stated, COUNT(c.claim) AS named,
    ${eachWord((w) => `COALESCE(${bitOr(`c.claims_${w}`)}, 0) AS claims_${w}`)},
    ${eachWord((w) => `COALESCE(${bitOr(`c.excluded_${w}`)}, 0) AS excluded_${w}`)},
    COALESCE(${bitOr("c.fee_bits")}, 0) AS fee_bits
  FROM (
    SELECT DISTINCT claims, LENGTH(claims) - LENGTH(REPLACE(claims, ';', '')) + 1 AS stated, 1 AS one
    FROM entries WHERE claims IS NOT NULL AND claims <> ''
  ) t
  LEFT JOIN (SELECT claim, ${eachWord((w) => `claims_${w}, excluded_${w}`)}, fee_bits, 1 AS one FROM claims) c
    ON c.one = t.one AND CONCAT(';', t.claims, ';') LIKE CONCAT('%;', c.claim, ';%')
  GROUP BY t.claims
) n`;

/** Bits that say what content is stated, and whether it is all of the value. */
function contentWord({ bits, thresholds }: ContentBits): string {
  const known = new Set<string>(STATED_PIECES);
  const termOf = ([name, bit]: readonly [string, number]): string =>
    `CASE WHEN ${soIf(name)} THEN ${bit} ELSE 0 END`;
  const soIf = (name: string): string => {
    const piece = name.slice(0, -1);
    if (name.endsWith("?") && known.has(piece)) return `e.${piece} IS NOT NULL`;
    if (name.endsWith("+") && known.has(piece)) return `e.${piece} > 0`;
    const least = thresholds.find((one) => name === `us>=${one}`);
    if (least !== undefined) return `e.us >= ${Math.round(Number(least) * MILLION)}`;
    const all = name.slice(0, name.indexOf("=")).split("+");
    return `${all.map((one) => `COALESCE(e.${one}, 0)`).join(" + ")} = ${MILLION}`;
  };
  const none = STATED_PIECES.map((piece) => `e.${piece} IS NULL`).join(" AND ");
  return `CASE WHEN ${none} THEN 0 ELSE\n    ${[...bits].map(termOf).join("\n    + ")} END`;
}

const goods = ({ bitAnd }: Dialect, content: ContentBits): string => `SELECT ${named(
  "e",
  Object.keys(ENTRY_COLUMNS).filter((name) => !READ_AWAY.includes(name)),
)},
  ${named("d", ["stretch"])}, ${eachWord((w) => `COALESCE(k.claims_${w}, 0) AS claims_${w}`)},
  COALESCE(k.fee_bits, 0) AS claim_fee_bits, o.fee_bits AS origin_fee_bits,
  ${contentWord(content)} AS content,
  CASE WHEN t.hts IS NULL THEN 1 ELSE 0 END AS at_its_line,
  COALESCE(t.line_class, l.line_class) AS line_class, COALESCE(t.base_class, l.base_class) AS base_class,
  ${eachWord((w) => `CASE WHEN t.hts IS NULL THEN l.base_mask_${w} ELSE t.base_mask_${w} END AS base_mask_${w}`, ",\n  ")},
  COALESCE(t.exact_quantity, l.exact_quantity) AS exact_quantity,
  CASE WHEN t.hts IS NULL THEN l.unit ELSE t.unit END AS line_unit,
  COALESCE(t.fee_bits, l.fee_bits) AS line_fee_bits,
  ${named("o", ["origin_class", "column2", ...CLAIM_WORDS.map((w) => `open_${w}`)])},
  CASE WHEN d.day IS NULL THEN 'a day that the tables do not have'
    WHEN o.origin IS NULL THEN 'an origin that the tables do not have, or whose goods are barred'
    WHEN t.hts IS NULL AND l.hts IS NULL THEN 'a number that the tariff of the day does not have'
    WHEN e.other_facts <> 0 THEN 'facts that tables have no column for'
    WHEN k.unread <> 0 THEN 'claims that are not of the law, or contradict each other'
    WHEN ${eachWord((w) => `${bitAnd(`COALESCE(k.claims_${w}, 0)`, `o.closed_${w}`)} <> 0`, " OR ")}
      THEN 'a preference that is not open to the origin'
    WHEN d.metal_makes_claims <> 0 AND (e.steel IS NOT NULL OR e.aluminum IS NOT NULL OR e.copper IS NOT NULL)
      THEN 'metal content that makes claims'
    WHEN CASE WHEN t.hts IS NULL THEN l.barred ELSE t.barred END LIKE CONCAT('%;', e.origin, ';%')
      THEN 'goods that may be barred from importation'
    WHEN t.hts IS NULL THEN l.apart ELSE t.apart END AS apart
FROM entries e
LEFT JOIN days d ON d.day = e.day
LEFT JOIN claims_read k ON k.claims = e.claims
LEFT JOIN origins o ON o.origin = e.origin AND o.from_stretch <= d.stretch AND d.stretch < o.until_stretch
LEFT JOIN lines t ON t.hts = e.hts AND t.from_stretch <= d.stretch AND d.stretch < t.until_stretch
LEFT JOIN lines l ON l.hts = CASE WHEN LENGTH(e.hts) = 10 THEN SUBSTR(e.hts, 1, 8) END
  AND l.from_stretch <= d.stretch AND d.stretch < l.until_stretch`;

const SETTLED = [
  "displaces_base",
  ...Array.from({ length: SLOTS }, (_, at) => `rate${at + 1}`)
    .concat("all_in")
    .flatMap((slot) => ["num", "den", ...SHARES].map((name) => `${slot}_${name}`)),
  "all_in_against",
];

/** What a stated quantity is in the unit of a rate. */
const counted = (base: string, units: string): string =>
  `CASE WHEN ${base}.unit_num = 0 THEN 0 WHEN g.qty IS NULL THEN 1
    WHEN ${units}.stated IS NULL THEN 1 WHEN ${units}.factor_num IS NULL THEN 2 ELSE 0 END`;

const goodsTerms = ({ bitAnd }: Dialect): string => `SELECT g.*,
  s.needs AS settled_needs, ${named("s", ["settlement", ...SETTLED])},
  b.rate_num AS base_rate_num, b.unit_num AS base_unit_num, b.den AS base_den, b.unit AS base_unit,
  b.whole_units AS base_whole, b.needs AS base_needs, ${named("b", ["base", "general_base", "tariff_column", "rate_text"])},
  ${named("u", ["factor_num", "factor_den"])}, ${counted("b", "u")} AS quantity_open,
  n.rate_num AS general_rate_num, n.unit_num AS general_unit_num, n.den AS general_den, n.unit AS general_unit,
  n.whole_units AS general_whole, n.needs AS general_needs, n.apart AS general_apart,
  v.factor_num AS general_factor_num, v.factor_den AS general_factor_den, ${counted("n", "v")} AS general_open,
  CASE WHEN g.apart IS NOT NULL THEN g.apart
    WHEN ct.terms IS NULL OR bt.base IS NULL THEN 'more claims together than tables have'
    WHEN s.settlement IS NULL THEN 'content that tables do not have'
    WHEN s.apart IS NOT NULL THEN s.apart
    WHEN g.loaded_on < ct.loaded_before AND g.day < ct.entered_before THEN 'goods on their way when the law changed'
    WHEN b.apart <> 0 THEN 'a base duty by several quantities'
    WHEN ${counted("b", "u")} = 2 THEN 'a unit that converts without an end'
    WHEN g.qty IS NOT NULL AND b.counts_part <> 0 THEN 'a base duty on a quantity of a part of the goods'
    WHEN s.all_in_num IS NOT NULL AND (n.apart <> 0 OR ${counted("n", "v")} = 2 OR (g.qty IS NOT NULL AND n.counts_part <> 0))
      THEN 'a general rate by several quantities'
    END AS kept_apart
FROM goods g
LEFT JOIN rules r ON r.origin_class = g.origin_class AND r.line_class = g.line_class
  AND r.from_stretch <= g.stretch AND g.stretch < r.until_stretch
LEFT JOIN claimed_terms ct ON ct.ruleset = r.ruleset
  AND ${eachWord((w) => `ct.claims_${w} = ${bitAnd(`g.claims_${w}`, `r.mask_${w}`)}`, " AND ")}
LEFT JOIN settled_terms st ON st.terms = ct.terms AND st.content = ${bitAnd("g.content", "ct.content_mask")}
LEFT JOIN settlements s ON s.settlement = st.settlement
LEFT JOIN base_terms bt ON bt.base_class = g.base_class AND bt.column2 = g.column2
  AND ${eachWord((w) => `bt.claims_${w} = ${bitAnd(bitAnd(`g.claims_${w}`, `g.open_${w}`), `g.base_mask_${w}`)}`, "\n  AND ")}
LEFT JOIN base_duties b ON b.base = bt.base
LEFT JOIN base_duties n ON n.base = b.general_base
LEFT JOIN units u ON u.stated = COALESCE(g.unit, g.line_unit) AND u.unit = b.unit
LEFT JOIN units v ON v.stated = COALESCE(g.unit, g.line_unit) AND v.unit = n.unit`;

/** A base duty on the value and on what was counted: units are whole where the rate is a dollar or less, half up. */
function amountOf({ wide, div }: Dialect, of: string, prefix: string): { num: string; den: string } {
  const [factorNum, factorDen] =
    of === "base" ? ["g.factor_num", "g.factor_den"] : ["g.general_factor_num", "g.general_factor_den"];
  const units = `${wide("g.qty")} * ${factorNum}`;
  const scale = `${wide(factorDen)} * ${MILLION}`;
  const isWhole = `(g.${prefix}_whole = 1 AND g.exact_quantity = 0)`;
  const whole = div(`2 * ${units} + ${scale}`, `2 * ${scale}`);
  const onValue = `${wide("g.value")} * g.${prefix}_rate_num`;
  const open = of === "base" ? "g.quantity_open" : "g.general_open";
  const known = `g.${prefix}_needs IS NULL AND ${open} = 0`;
  return {
    num: `CASE WHEN NOT (${known}) THEN NULL WHEN g.${prefix}_unit_num = 0 THEN ${onValue}
    WHEN ${isWhole} THEN ${onValue} + ${whole} * g.${prefix}_unit_num
    ELSE ${onValue} * ${scale} + ${units} * g.${prefix}_unit_num END`,
    den: `CASE WHEN g.${prefix}_unit_num = 0 OR ${isWhole} THEN ${wide(`g.${prefix}_den`)} ELSE ${wide(`g.${prefix}_den`)} * ${scale} END`,
  };
}

function goodsBase(dialect: Dialect): string {
  const base = amountOf(dialect, "base", "base");
  const general = amountOf(dialect, "general", "general");
  const shareOf = (slot: string): string =>
    [
      `g.${slot}_one * ${MILLION}`,
      ...STATED_PIECES.map((piece) => `g.${slot}_${piece} * COALESCE(g.${piece}, 0)`),
    ].join(" + ");
  return `SELECT g.*,
  ${base.num} AS charged_num, ${base.den} AS charged_den,
  ${general.num} AS compared_num, ${general.den} AS compared_den,
  ${Array.from({ length: SLOTS }, (_, at) => `${shareOf(`rate${at + 1}`)} AS share${at + 1}`).join(",\n  ")},
  ${shareOf("all_in")} AS all_in_share
FROM goods_terms g`;
}

/** Half up. Units: a quotient of dollars to cents. */
const cents = ({ div, wide }: Dialect, num: string, den: string): string =>
  div(`200 * ${num} + ${den}`, `2 * ${wide(den)}`);

/** What lifts the base duty to an all-in rate, in cents: that number rounded, less what of it is base duty. */
function allInCents(dialect: Dialect): string {
  const { wide } = dialect;
  const all = `${wide("g.value")} * g.all_in_num`;
  const reaches = (num: string, den: string): string => `${num} * g.all_in_den >= ${all} * ${den}`;
  const onPart = cents(dialect, `${all} * g.all_in_share`, `(${wide("g.all_in_den")} * ${MILLION})`);
  const rest = cents(
    dialect,
    `g.charged_num * (${MILLION} - g.all_in_share)`,
    `(g.charged_den * ${MILLION})`,
  );
  const ofBase = `(${cents(dialect, "g.charged_num", "g.charged_den")} - ${rest})`;
  const above = `${all} * g.charged_den - g.charged_num * g.all_in_den`;
  const alone = cents(dialect, `(${above}) * g.all_in_share`, `(g.charged_den * g.all_in_den * ${MILLION})`);
  return `CASE WHEN g.all_in_num IS NULL THEN 0
    WHEN g.charged_num IS NULL OR (g.all_in_against = 'general' AND g.compared_num IS NULL) THEN NULL
    WHEN g.all_in_against = 'general' AND ${reaches("g.compared_num", "g.compared_den")} THEN 0
    WHEN ${reaches("g.charged_num", "g.charged_den")} OR g.all_in_share = 0 THEN 0
    WHEN g.displaces_base = 1 THEN ${alone}
    ELSE ${onPart} - ${ofBase} END`;
}

const slotCents = (dialect: Dialect, at: number): string =>
  `CASE WHEN g.rate${at}_num IS NULL THEN 0 ELSE ${cents(
    dialect,
    `${dialect.wide("g.value")} * g.rate${at}_num * g.share${at}`,
    `(${dialect.wide(`g.rate${at}_den`)} * ${MILLION})`,
  )} END`;

const needsOfLine = `CASE WHEN g.base_needs IS NOT NULL THEN g.base_needs
    WHEN g.quantity_open <> 0 THEN CONCAT('quantity in ', g.base_unit) END`;

const LINE_COLUMNS = [
  ...["line_id", "entry", "day", "hts", "origin", "value", "mode", "entry_type", "stretch"],
  ...["settlement", "base", "kept_apart", "settled_needs", "at_its_line"],
];

const linesPriced = (dialect: Dialect): string => `SELECT p.*,
  CASE WHEN status = 'apart' THEN NULL ELSE base_cents END AS base_duty,
  CASE WHEN status = 'apart' OR settled_needs IS NOT NULL OR all_in_cents IS NULL THEN NULL
    ELSE rate_cents + all_in_cents END AS additional_duty,
  CASE WHEN status <> 'exact' THEN NULL ELSE base_cents + rate_cents + all_in_cents END AS duty,
  CASE WHEN status = 'apart' THEN NULL
    ELSE COALESCE(base_cents, 0) + rate_cents + COALESCE(all_in_cents, 0) END AS at_least
FROM (
  SELECT q.*, CASE WHEN kept_apart IS NOT NULL THEN 'apart'
      WHEN base_cents IS NULL OR all_in_cents IS NULL OR settled_needs IS NOT NULL THEN 'unknown' ELSE 'exact' END AS status
  FROM (
    SELECT ${named("g", LINE_COLUMNS)},
      CASE WHEN g.displaces_base = 1 THEN NULL ELSE ${needsOfLine} END AS base_needs,
      CASE WHEN g.displaces_base = 1 THEN 0 ELSE ${cents(dialect, "g.charged_num", "g.charged_den")} END AS base_cents,
      ${Array.from({ length: SLOTS }, (_, at) => slotCents(dialect, at + 1)).join("\n      + ")} AS rate_cents,
      ${allInCents(dialect)} AS all_in_cents
    FROM goods_base g
  ) q
) p`;

function layersPriced(dialect: Dialect): string {
  const share = [
    `y.share_one * ${MILLION}`,
    ...STATED_PIECES.map((piece) => `y.share_${piece} * COALESCE(g.${piece}, 0)`),
  ].join(" + ");
  const rate = cents(
    dialect,
    `${dialect.wide("g.value")} * y.rate_num * (${share})`,
    `(${dialect.wide("y.rate_den")} * ${MILLION})`,
  );
  return `SELECT ${named("g", ["line_id"])}, ${named("y", ["seq", "measure", "authority", "kind", "needs", "yields_to"])},
  CASE WHEN y.met_heading IS NOT NULL AND g.value > 0 AND ${allInCents(dialect)} = 0 THEN y.met_heading
    ELSE y.heading END AS heading,
  CASE y.kind WHEN 'none' THEN 0 WHEN 'rate' THEN ${rate} WHEN 'all-in' THEN ${allInCents(dialect)} END AS duty
FROM goods_base g
JOIN layers y ON y.settlement = g.settlement
WHERE g.kept_apart IS NULL`;
}

/** Lines are read once for all that may be asked: an engine would price them anew for each part of a union. */
const QUESTIONS = `SELECT line_id, asks, answered_by
FROM (
  SELECT p.line_id AS line_id, k.answered_by AS answered_by,
    CASE WHEN k.answered_by = 'duty --file' THEN p.kept_apart
      WHEN p.kept_apart IS NOT NULL THEN NULL
      WHEN k.answered_by = 'base duty' THEN p.base_needs ELSE p.settled_needs END AS asks
  FROM lines_priced p
  CROSS JOIN (
    SELECT 'duty --file' AS answered_by UNION ALL SELECT 'base duty' AS answered_by UNION ALL SELECT 'layers' AS answered_by
  ) k
) q
WHERE asks IS NOT NULL`;

/** Lines without a number of an entry are entries of their own. */
const keyOf = ({ types }: Dialect): string =>
  `COALESCE(NULLIF(g.entry, ''), CONCAT('line ', CAST(g.line_id AS ${types.text})))`;

const owing = ({ bitAnd }: Dialect): string =>
  `CASE WHEN ${bitAnd(bitAnd(bitAnd("g.line_fee_bits", "g.origin_fee_bits"), "(g.claim_fee_bits + f.unclaimed)"), "f.exemptions")} = 0
      THEN 1 ELSE 0 END`;

const FEE_COLUMNS = ["fee", "seq", "rate_num", "rate_den", "modes", "limited", "informal_limit"];

const entryFees = (dialect: Dialect): string => `SELECT a.*,
  CASE WHEN unread > 0 THEN NULL
    WHEN owing = 0 THEN 0
    WHEN modes IS NOT NULL AND mode IS NOT NULL AND modes NOT LIKE CONCAT('%;', mode, ';%') THEN 0
    WHEN modes IS NOT NULL AND mode IS NULL THEN NULL
    WHEN limited = 0 THEN plain
    WHEN minimum IS NULL THEN NULL
    WHEN all_value <= informal_limit AND entry_type = 'informal' THEN informal
    WHEN plain < minimum THEN minimum WHEN plain > maximum THEN maximum ELSE plain END AS amount
FROM (
  SELECT s.*, ${named("x", ["minimum", "maximum", "informal"])},
    ${cents(dialect, `${dialect.wide("s.value")} * s.rate_num`, "s.rate_den")} AS plain
  FROM (
    SELECT ${keyOf(dialect)} AS entry_key, ${named("f", FEE_COLUMNS)},
      MIN(g.day) AS day, MIN(g.mode) AS mode, MIN(COALESCE(g.entry_type, 'formal')) AS entry_type,
      SUM(CASE WHEN g.stretch IS NULL OR g.origin_class IS NULL OR g.line_class IS NULL THEN 1 ELSE 0 END) AS unread,
      SUM(${owing(dialect)}) AS owing, COUNT(*) AS all_lines, SUM(g.value) AS all_value,
      SUM(CASE WHEN ${owing(dialect)} = 1 THEN g.value ELSE 0 END) AS value
    FROM goods g CROSS JOIN fees f
    GROUP BY ${keyOf(dialect)}, ${FEE_COLUMNS.map((name) => `f.${name}`).join(", ")}
  ) s
  LEFT JOIN fee_limits x ON x.fee = s.fee AND x.from_day <= s.day AND (x.until_day IS NULL OR s.day < x.until_day)
) a`;

/** Cents that add up to the fee: what is left over goes to the largest remainders, of equal ones to the first line. */
const lineFees = (
  dialect: Dialect,
): string => `SELECT line_id, fee, CASE WHEN amount IS NULL THEN NULL ELSE share
    + CASE WHEN weight >= 0 AND place <= amount - SUM(share) OVER (PARTITION BY entry_key, fee) THEN 1 ELSE 0 END END AS amount
FROM (
  SELECT h.*, ROW_NUMBER() OVER (PARTITION BY entry_key, fee ORDER BY rest DESC, line_id) AS place
  FROM (
    SELECT w.*, CASE WHEN weight < 0 OR amount IS NULL THEN 0 ELSE ${dialect.div("w.product", "w.whole")} END AS share,
      CASE WHEN weight < 0 OR amount IS NULL THEN -1
        ELSE w.product - w.whole * ${dialect.div("w.product", "w.whole")} END AS rest
    FROM (
      SELECT m.*, ${dialect.wide("m.amount")} * CASE WHEN m.weight < 0 THEN 0 ELSE m.weight END AS product,
        ${dialect.wide("CASE WHEN m.value = 0 THEN CASE WHEN m.owing = 0 THEN m.all_lines ELSE m.owing END ELSE m.value END")} AS whole
      FROM (
        SELECT ${named("g", ["line_id"])}, ${named("a", ["entry_key", "fee", "amount", "value", "owing", "all_lines"])},
          CASE WHEN a.owing > 0 AND ${owing(dialect)} = 0 THEN -1 WHEN a.value = 0 THEN 1 ELSE g.value END AS weight
        FROM goods g
        JOIN fees f ON 1 = 1
        JOIN entry_fees a ON a.fee = f.fee AND a.entry_key = ${keyOf(dialect)}
      ) m
    ) w
  ) h
) z`;

const TOTALS = `SELECT COUNT(*) AS line_count, SUM(value) AS value,
  SUM(CASE WHEN status = 'exact' THEN 1 ELSE 0 END) AS exact_lines,
  SUM(CASE WHEN status = 'unknown' THEN 1 ELSE 0 END) AS unknown_lines,
  SUM(CASE WHEN status = 'apart' THEN 1 ELSE 0 END) AS apart_lines,
  SUM(at_least) AS at_least, SUM(duty) AS known_duty
FROM lines_priced`;
