-- The law as tables, for snowflake: snowsql -f snowflake.sql; put the Parquet files of this folder on the stage @law.

-- Goods stand in a table or view: entries (line_id BIGINT, entry VARCHAR, day DATE, hts VARCHAR, origin VARCHAR, value BIGINT, claims VARCHAR, qty BIGINT, unit VARCHAR, steel INTEGER, aluminum INTEGER, copper INTEGER, us INTEGER, loaded_on DATE, mode VARCHAR, entry_type VARCHAR, other_facts INTEGER).

-- Shares of the value (steel, aluminum, copper, us) and quantities (qty) are in millionths; value in whole dollars.

CREATE OR REPLACE TABLE days (day DATE, stretch INTEGER, metal_makes_claims INTEGER);
COPY INTO days FROM @law/days.parquet FILE_FORMAT = (TYPE = PARQUET) MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE;

CREATE OR REPLACE TABLE lines (hts VARCHAR, from_stretch INTEGER, until_stretch INTEGER, line_class INTEGER, base_class INTEGER, base_mask_a BIGINT, base_mask_b BIGINT, base_mask_c BIGINT, exact_quantity INTEGER, unit VARCHAR, fee_bits BIGINT, apart VARCHAR, barred VARCHAR);
COPY INTO lines FROM @law/lines.parquet FILE_FORMAT = (TYPE = PARQUET) MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE;

CREATE OR REPLACE TABLE origins (origin VARCHAR, from_stretch INTEGER, until_stretch INTEGER, origin_class INTEGER, open_a BIGINT, open_b BIGINT, open_c BIGINT, column2 INTEGER, closed_a BIGINT, closed_b BIGINT, closed_c BIGINT, fee_bits BIGINT);
COPY INTO origins FROM @law/origins.parquet FILE_FORMAT = (TYPE = PARQUET) MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE;

CREATE OR REPLACE TABLE claims (claim VARCHAR, claims_a BIGINT, claims_b BIGINT, claims_c BIGINT, excluded_a BIGINT, excluded_b BIGINT, excluded_c BIGINT, fee_bits BIGINT);
COPY INTO claims FROM @law/claims.parquet FILE_FORMAT = (TYPE = PARQUET) MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE;

CREATE OR REPLACE TABLE rules (origin_class INTEGER, line_class INTEGER, from_stretch INTEGER, until_stretch INTEGER, ruleset INTEGER, mask_a BIGINT, mask_b BIGINT, mask_c BIGINT);
COPY INTO rules FROM @law/rules.parquet FILE_FORMAT = (TYPE = PARQUET) MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE;

CREATE OR REPLACE TABLE claimed_terms (ruleset INTEGER, claims_a BIGINT, claims_b BIGINT, claims_c BIGINT, terms INTEGER, content_mask BIGINT, loaded_before DATE, entered_before DATE);
COPY INTO claimed_terms FROM @law/claimed_terms.parquet FILE_FORMAT = (TYPE = PARQUET) MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE;

CREATE OR REPLACE TABLE settled_terms (terms INTEGER, content BIGINT, settlement INTEGER);
COPY INTO settled_terms FROM @law/settled_terms.parquet FILE_FORMAT = (TYPE = PARQUET) MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE;

CREATE OR REPLACE TABLE settlements (settlement INTEGER, displaces_base INTEGER, rate1_num NUMBER(18, 0), rate1_den NUMBER(18, 0), rate1_one INTEGER, rate1_steel INTEGER, rate1_aluminum INTEGER, rate1_copper INTEGER, rate1_us INTEGER, rate2_num NUMBER(18, 0), rate2_den NUMBER(18, 0), rate2_one INTEGER, rate2_steel INTEGER, rate2_aluminum INTEGER, rate2_copper INTEGER, rate2_us INTEGER, rate3_num NUMBER(18, 0), rate3_den NUMBER(18, 0), rate3_one INTEGER, rate3_steel INTEGER, rate3_aluminum INTEGER, rate3_copper INTEGER, rate3_us INTEGER, rate4_num NUMBER(18, 0), rate4_den NUMBER(18, 0), rate4_one INTEGER, rate4_steel INTEGER, rate4_aluminum INTEGER, rate4_copper INTEGER, rate4_us INTEGER, rate5_num NUMBER(18, 0), rate5_den NUMBER(18, 0), rate5_one INTEGER, rate5_steel INTEGER, rate5_aluminum INTEGER, rate5_copper INTEGER, rate5_us INTEGER, all_in_num NUMBER(18, 0), all_in_den NUMBER(18, 0), all_in_one INTEGER, all_in_steel INTEGER, all_in_aluminum INTEGER, all_in_copper INTEGER, all_in_us INTEGER, all_in_against VARCHAR, needs VARCHAR, apart VARCHAR);
COPY INTO settlements FROM @law/settlements.parquet FILE_FORMAT = (TYPE = PARQUET) MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE;

CREATE OR REPLACE TABLE layers (settlement INTEGER, seq INTEGER, measure VARCHAR, authority VARCHAR, heading VARCHAR, met_heading VARCHAR, kind VARCHAR, against VARCHAR, rate_num NUMBER(18, 0), rate_den NUMBER(18, 0), share_one INTEGER, share_steel INTEGER, share_aluminum INTEGER, share_copper INTEGER, share_us INTEGER, yields_to VARCHAR, needs VARCHAR);
COPY INTO layers FROM @law/layers.parquet FILE_FORMAT = (TYPE = PARQUET) MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE;

CREATE OR REPLACE TABLE base_terms (base_class INTEGER, column2 INTEGER, claims_a BIGINT, claims_b BIGINT, claims_c BIGINT, base INTEGER);
COPY INTO base_terms FROM @law/base_terms.parquet FILE_FORMAT = (TYPE = PARQUET) MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE;

CREATE OR REPLACE TABLE base_duties (base INTEGER, tariff_column VARCHAR, rate_text VARCHAR, rate_num NUMBER(18, 0), unit_num NUMBER(18, 0), den NUMBER(18, 0), unit VARCHAR, whole_units INTEGER, needs VARCHAR, apart INTEGER, counts_part INTEGER, general_base INTEGER);
COPY INTO base_duties FROM @law/base_duties.parquet FILE_FORMAT = (TYPE = PARQUET) MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE;

CREATE OR REPLACE TABLE units (stated VARCHAR, unit VARCHAR, factor_num NUMBER(18, 0), factor_den NUMBER(18, 0));
COPY INTO units FROM @law/units.parquet FILE_FORMAT = (TYPE = PARQUET) MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE;

CREATE OR REPLACE TABLE fees (fee VARCHAR, seq INTEGER, rate_num NUMBER(18, 0), rate_den NUMBER(18, 0), modes VARCHAR, exemptions BIGINT, unclaimed BIGINT, limited INTEGER, informal_limit BIGINT);
COPY INTO fees FROM @law/fees.parquet FILE_FORMAT = (TYPE = PARQUET) MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE;

CREATE OR REPLACE TABLE fee_limits (fee VARCHAR, from_day DATE, until_day DATE, minimum BIGINT, maximum BIGINT, informal BIGINT);
COPY INTO fee_limits FROM @law/fee_limits.parquet FILE_FORMAT = (TYPE = PARQUET) MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE;

-- each text of claims as bits; unread where some claim is not of the law or contradicts another
CREATE OR REPLACE VIEW claims_read AS
SELECT claims, claims_a, claims_b, claims_c, fee_bits,
  CASE WHEN named < stated OR BITAND(claims_a, excluded_a) <> 0 OR BITAND(claims_b, excluded_b) <> 0 OR BITAND(claims_c, excluded_c) <> 0
    THEN 1 ELSE 0 END AS unread
FROM (
  SELECT t.claims, MAX(t.stated) AS stated, COUNT(c.claim) AS named,
    COALESCE(BITOR_AGG(c.claims_a), 0) AS claims_a, COALESCE(BITOR_AGG(c.claims_b), 0) AS claims_b, COALESCE(BITOR_AGG(c.claims_c), 0) AS claims_c,
    COALESCE(BITOR_AGG(c.excluded_a), 0) AS excluded_a, COALESCE(BITOR_AGG(c.excluded_b), 0) AS excluded_b, COALESCE(BITOR_AGG(c.excluded_c), 0) AS excluded_c,
    COALESCE(BITOR_AGG(c.fee_bits), 0) AS fee_bits
  FROM (
    SELECT DISTINCT claims, LENGTH(claims) - LENGTH(REPLACE(claims, ';', '')) + 1 AS stated, 1 AS one
    FROM entries WHERE claims IS NOT NULL AND claims <> ''
  ) t
  LEFT JOIN (SELECT claim, claims_a, excluded_a, claims_b, excluded_b, claims_c, excluded_c, fee_bits, 1 AS one FROM claims) c
    ON c.one = t.one AND CONCAT(';', t.claims, ';') LIKE CONCAT('%;', c.claim, ';%')
  GROUP BY t.claims
) n;

-- lines of entries with the classes they are of
CREATE OR REPLACE VIEW goods AS
SELECT e.line_id AS line_id, e.entry AS entry, e.day AS day, e.hts AS hts, e.origin AS origin, e.value AS value, e.qty AS qty, e.unit AS unit, e.steel AS steel, e.aluminum AS aluminum, e.copper AS copper, e.us AS us, e.loaded_on AS loaded_on, e.mode AS mode, e.entry_type AS entry_type,
  d.stretch AS stretch, COALESCE(k.claims_a, 0) AS claims_a, COALESCE(k.claims_b, 0) AS claims_b, COALESCE(k.claims_c, 0) AS claims_c,
  COALESCE(k.fee_bits, 0) AS claim_fee_bits, o.fee_bits AS origin_fee_bits,
  CASE WHEN e.steel IS NULL AND e.aluminum IS NULL AND e.copper IS NULL AND e.us IS NULL THEN 0 ELSE
    CASE WHEN e.steel IS NOT NULL THEN 1 ELSE 0 END
    + CASE WHEN e.steel > 0 THEN 2 ELSE 0 END
    + CASE WHEN e.aluminum IS NOT NULL THEN 4 ELSE 0 END
    + CASE WHEN e.aluminum > 0 THEN 8 ELSE 0 END
    + CASE WHEN e.copper IS NOT NULL THEN 16 ELSE 0 END
    + CASE WHEN e.copper > 0 THEN 32 ELSE 0 END
    + CASE WHEN e.us IS NOT NULL THEN 64 ELSE 0 END
    + CASE WHEN e.us > 0 THEN 128 ELSE 0 END
    + CASE WHEN e.us >= 200000 THEN 256 ELSE 0 END
    + CASE WHEN COALESCE(e.steel, 0) = 1000000 THEN 512 ELSE 0 END
    + CASE WHEN COALESCE(e.aluminum, 0) = 1000000 THEN 1024 ELSE 0 END
    + CASE WHEN COALESCE(e.steel, 0) + COALESCE(e.aluminum, 0) = 1000000 THEN 2048 ELSE 0 END
    + CASE WHEN COALESCE(e.copper, 0) = 1000000 THEN 4096 ELSE 0 END
    + CASE WHEN COALESCE(e.steel, 0) + COALESCE(e.copper, 0) = 1000000 THEN 8192 ELSE 0 END
    + CASE WHEN COALESCE(e.aluminum, 0) + COALESCE(e.copper, 0) = 1000000 THEN 16384 ELSE 0 END
    + CASE WHEN COALESCE(e.steel, 0) + COALESCE(e.aluminum, 0) + COALESCE(e.copper, 0) = 1000000 THEN 32768 ELSE 0 END
    + CASE WHEN COALESCE(e.us, 0) = 1000000 THEN 65536 ELSE 0 END
    + CASE WHEN COALESCE(e.steel, 0) + COALESCE(e.us, 0) = 1000000 THEN 131072 ELSE 0 END
    + CASE WHEN COALESCE(e.aluminum, 0) + COALESCE(e.us, 0) = 1000000 THEN 262144 ELSE 0 END
    + CASE WHEN COALESCE(e.steel, 0) + COALESCE(e.aluminum, 0) + COALESCE(e.us, 0) = 1000000 THEN 524288 ELSE 0 END
    + CASE WHEN COALESCE(e.copper, 0) + COALESCE(e.us, 0) = 1000000 THEN 1048576 ELSE 0 END
    + CASE WHEN COALESCE(e.steel, 0) + COALESCE(e.copper, 0) + COALESCE(e.us, 0) = 1000000 THEN 2097152 ELSE 0 END
    + CASE WHEN COALESCE(e.aluminum, 0) + COALESCE(e.copper, 0) + COALESCE(e.us, 0) = 1000000 THEN 4194304 ELSE 0 END
    + CASE WHEN COALESCE(e.steel, 0) + COALESCE(e.aluminum, 0) + COALESCE(e.copper, 0) + COALESCE(e.us, 0) = 1000000 THEN 8388608 ELSE 0 END END AS content,
  CASE WHEN t.hts IS NULL THEN 1 ELSE 0 END AS at_its_line,
  COALESCE(t.line_class, l.line_class) AS line_class, COALESCE(t.base_class, l.base_class) AS base_class,
  CASE WHEN t.hts IS NULL THEN l.base_mask_a ELSE t.base_mask_a END AS base_mask_a,
  CASE WHEN t.hts IS NULL THEN l.base_mask_b ELSE t.base_mask_b END AS base_mask_b,
  CASE WHEN t.hts IS NULL THEN l.base_mask_c ELSE t.base_mask_c END AS base_mask_c,
  COALESCE(t.exact_quantity, l.exact_quantity) AS exact_quantity,
  CASE WHEN t.hts IS NULL THEN l.unit ELSE t.unit END AS line_unit,
  COALESCE(t.fee_bits, l.fee_bits) AS line_fee_bits,
  o.origin_class AS origin_class, o.column2 AS column2, o.open_a AS open_a, o.open_b AS open_b, o.open_c AS open_c,
  CASE WHEN d.day IS NULL THEN 'a day that the tables do not have'
    WHEN o.origin IS NULL THEN 'an origin that the tables do not have, or whose goods are barred'
    WHEN t.hts IS NULL AND l.hts IS NULL THEN 'a number that the tariff of the day does not have'
    WHEN e.other_facts <> 0 THEN 'facts that tables have no column for'
    WHEN k.unread <> 0 THEN 'claims that are not of the law, or contradict each other'
    WHEN BITAND(COALESCE(k.claims_a, 0), o.closed_a) <> 0 OR BITAND(COALESCE(k.claims_b, 0), o.closed_b) <> 0 OR BITAND(COALESCE(k.claims_c, 0), o.closed_c) <> 0
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
  AND l.from_stretch <= d.stretch AND d.stretch < l.until_stretch;

-- their terms and base duties
CREATE OR REPLACE VIEW goods_terms AS
SELECT g.*,
  s.needs AS settled_needs, s.settlement AS settlement, s.displaces_base AS displaces_base, s.rate1_num AS rate1_num, s.rate1_den AS rate1_den, s.rate1_one AS rate1_one, s.rate1_steel AS rate1_steel, s.rate1_aluminum AS rate1_aluminum, s.rate1_copper AS rate1_copper, s.rate1_us AS rate1_us, s.rate2_num AS rate2_num, s.rate2_den AS rate2_den, s.rate2_one AS rate2_one, s.rate2_steel AS rate2_steel, s.rate2_aluminum AS rate2_aluminum, s.rate2_copper AS rate2_copper, s.rate2_us AS rate2_us, s.rate3_num AS rate3_num, s.rate3_den AS rate3_den, s.rate3_one AS rate3_one, s.rate3_steel AS rate3_steel, s.rate3_aluminum AS rate3_aluminum, s.rate3_copper AS rate3_copper, s.rate3_us AS rate3_us, s.rate4_num AS rate4_num, s.rate4_den AS rate4_den, s.rate4_one AS rate4_one, s.rate4_steel AS rate4_steel, s.rate4_aluminum AS rate4_aluminum, s.rate4_copper AS rate4_copper, s.rate4_us AS rate4_us, s.rate5_num AS rate5_num, s.rate5_den AS rate5_den, s.rate5_one AS rate5_one, s.rate5_steel AS rate5_steel, s.rate5_aluminum AS rate5_aluminum, s.rate5_copper AS rate5_copper, s.rate5_us AS rate5_us, s.all_in_num AS all_in_num, s.all_in_den AS all_in_den, s.all_in_one AS all_in_one, s.all_in_steel AS all_in_steel, s.all_in_aluminum AS all_in_aluminum, s.all_in_copper AS all_in_copper, s.all_in_us AS all_in_us, s.all_in_against AS all_in_against,
  b.rate_num AS base_rate_num, b.unit_num AS base_unit_num, b.den AS base_den, b.unit AS base_unit,
  b.whole_units AS base_whole, b.needs AS base_needs, b.base AS base, b.general_base AS general_base, b.tariff_column AS tariff_column, b.rate_text AS rate_text,
  u.factor_num AS factor_num, u.factor_den AS factor_den, CASE WHEN b.unit_num = 0 THEN 0 WHEN g.qty IS NULL THEN 1
    WHEN u.stated IS NULL THEN 1 WHEN u.factor_num IS NULL THEN 2 ELSE 0 END AS quantity_open,
  n.rate_num AS general_rate_num, n.unit_num AS general_unit_num, n.den AS general_den, n.unit AS general_unit,
  n.whole_units AS general_whole, n.needs AS general_needs, n.apart AS general_apart,
  v.factor_num AS general_factor_num, v.factor_den AS general_factor_den, CASE WHEN n.unit_num = 0 THEN 0 WHEN g.qty IS NULL THEN 1
    WHEN v.stated IS NULL THEN 1 WHEN v.factor_num IS NULL THEN 2 ELSE 0 END AS general_open,
  CASE WHEN g.apart IS NOT NULL THEN g.apart
    WHEN ct.terms IS NULL OR bt.base IS NULL THEN 'more claims together than tables have'
    WHEN s.settlement IS NULL THEN 'content that tables do not have'
    WHEN s.apart IS NOT NULL THEN s.apart
    WHEN g.loaded_on < ct.loaded_before AND g.day < ct.entered_before THEN 'goods on their way when the law changed'
    WHEN b.apart <> 0 THEN 'a base duty by several quantities'
    WHEN CASE WHEN b.unit_num = 0 THEN 0 WHEN g.qty IS NULL THEN 1
    WHEN u.stated IS NULL THEN 1 WHEN u.factor_num IS NULL THEN 2 ELSE 0 END = 2 THEN 'a unit that converts without an end'
    WHEN g.qty IS NOT NULL AND b.counts_part <> 0 THEN 'a base duty on a quantity of a part of the goods'
    WHEN s.all_in_num IS NOT NULL AND (n.apart <> 0 OR CASE WHEN n.unit_num = 0 THEN 0 WHEN g.qty IS NULL THEN 1
    WHEN v.stated IS NULL THEN 1 WHEN v.factor_num IS NULL THEN 2 ELSE 0 END = 2 OR (g.qty IS NOT NULL AND n.counts_part <> 0))
      THEN 'a general rate by several quantities'
    END AS kept_apart
FROM goods g
LEFT JOIN rules r ON r.origin_class = g.origin_class AND r.line_class = g.line_class
  AND r.from_stretch <= g.stretch AND g.stretch < r.until_stretch
LEFT JOIN claimed_terms ct ON ct.ruleset = r.ruleset
  AND ct.claims_a = BITAND(g.claims_a, r.mask_a) AND ct.claims_b = BITAND(g.claims_b, r.mask_b) AND ct.claims_c = BITAND(g.claims_c, r.mask_c)
LEFT JOIN settled_terms st ON st.terms = ct.terms AND st.content = BITAND(g.content, ct.content_mask)
LEFT JOIN settlements s ON s.settlement = st.settlement
LEFT JOIN base_terms bt ON bt.base_class = g.base_class AND bt.column2 = g.column2
  AND bt.claims_a = BITAND(BITAND(g.claims_a, g.open_a), g.base_mask_a)
  AND bt.claims_b = BITAND(BITAND(g.claims_b, g.open_b), g.base_mask_b)
  AND bt.claims_c = BITAND(BITAND(g.claims_c, g.open_c), g.base_mask_c)
LEFT JOIN base_duties b ON b.base = bt.base
LEFT JOIN base_duties n ON n.base = b.general_base
LEFT JOIN units u ON u.stated = COALESCE(g.unit, g.line_unit) AND u.unit = b.unit
LEFT JOIN units v ON v.stated = COALESCE(g.unit, g.line_unit) AND v.unit = n.unit;

-- base duty as a number over another
CREATE OR REPLACE VIEW goods_base AS
SELECT g.*,
  CASE WHEN NOT (g.base_needs IS NULL AND g.quantity_open = 0) THEN NULL WHEN g.base_unit_num = 0 THEN CAST(g.value AS NUMBER(38, 0)) * g.base_rate_num
    WHEN (g.base_whole = 1 AND g.exact_quantity = 0) THEN CAST(g.value AS NUMBER(38, 0)) * g.base_rate_num + TRUNC((2 * CAST(g.qty AS NUMBER(38, 0)) * g.factor_num + CAST(g.factor_den AS NUMBER(38, 0)) * 1000000 - MOD(2 * CAST(g.qty AS NUMBER(38, 0)) * g.factor_num + CAST(g.factor_den AS NUMBER(38, 0)) * 1000000, 2 * CAST(g.factor_den AS NUMBER(38, 0)) * 1000000)) / (2 * CAST(g.factor_den AS NUMBER(38, 0)) * 1000000)) * g.base_unit_num
    ELSE CAST(g.value AS NUMBER(38, 0)) * g.base_rate_num * CAST(g.factor_den AS NUMBER(38, 0)) * 1000000 + CAST(g.qty AS NUMBER(38, 0)) * g.factor_num * g.base_unit_num END AS charged_num, CASE WHEN g.base_unit_num = 0 OR (g.base_whole = 1 AND g.exact_quantity = 0) THEN CAST(g.base_den AS NUMBER(38, 0)) ELSE CAST(g.base_den AS NUMBER(38, 0)) * CAST(g.factor_den AS NUMBER(38, 0)) * 1000000 END AS charged_den,
  CASE WHEN NOT (g.general_needs IS NULL AND g.general_open = 0) THEN NULL WHEN g.general_unit_num = 0 THEN CAST(g.value AS NUMBER(38, 0)) * g.general_rate_num
    WHEN (g.general_whole = 1 AND g.exact_quantity = 0) THEN CAST(g.value AS NUMBER(38, 0)) * g.general_rate_num + TRUNC((2 * CAST(g.qty AS NUMBER(38, 0)) * g.general_factor_num + CAST(g.general_factor_den AS NUMBER(38, 0)) * 1000000 - MOD(2 * CAST(g.qty AS NUMBER(38, 0)) * g.general_factor_num + CAST(g.general_factor_den AS NUMBER(38, 0)) * 1000000, 2 * CAST(g.general_factor_den AS NUMBER(38, 0)) * 1000000)) / (2 * CAST(g.general_factor_den AS NUMBER(38, 0)) * 1000000)) * g.general_unit_num
    ELSE CAST(g.value AS NUMBER(38, 0)) * g.general_rate_num * CAST(g.general_factor_den AS NUMBER(38, 0)) * 1000000 + CAST(g.qty AS NUMBER(38, 0)) * g.general_factor_num * g.general_unit_num END AS compared_num, CASE WHEN g.general_unit_num = 0 OR (g.general_whole = 1 AND g.exact_quantity = 0) THEN CAST(g.general_den AS NUMBER(38, 0)) ELSE CAST(g.general_den AS NUMBER(38, 0)) * CAST(g.general_factor_den AS NUMBER(38, 0)) * 1000000 END AS compared_den,
  g.rate1_one * 1000000 + g.rate1_steel * COALESCE(g.steel, 0) + g.rate1_aluminum * COALESCE(g.aluminum, 0) + g.rate1_copper * COALESCE(g.copper, 0) + g.rate1_us * COALESCE(g.us, 0) AS share1,
  g.rate2_one * 1000000 + g.rate2_steel * COALESCE(g.steel, 0) + g.rate2_aluminum * COALESCE(g.aluminum, 0) + g.rate2_copper * COALESCE(g.copper, 0) + g.rate2_us * COALESCE(g.us, 0) AS share2,
  g.rate3_one * 1000000 + g.rate3_steel * COALESCE(g.steel, 0) + g.rate3_aluminum * COALESCE(g.aluminum, 0) + g.rate3_copper * COALESCE(g.copper, 0) + g.rate3_us * COALESCE(g.us, 0) AS share3,
  g.rate4_one * 1000000 + g.rate4_steel * COALESCE(g.steel, 0) + g.rate4_aluminum * COALESCE(g.aluminum, 0) + g.rate4_copper * COALESCE(g.copper, 0) + g.rate4_us * COALESCE(g.us, 0) AS share4,
  g.rate5_one * 1000000 + g.rate5_steel * COALESCE(g.steel, 0) + g.rate5_aluminum * COALESCE(g.aluminum, 0) + g.rate5_copper * COALESCE(g.copper, 0) + g.rate5_us * COALESCE(g.us, 0) AS share5,
  g.all_in_one * 1000000 + g.all_in_steel * COALESCE(g.steel, 0) + g.all_in_aluminum * COALESCE(g.aluminum, 0) + g.all_in_copper * COALESCE(g.copper, 0) + g.all_in_us * COALESCE(g.us, 0) AS all_in_share
FROM goods_terms g;

-- duty of each line in cents
CREATE OR REPLACE VIEW lines_priced AS
SELECT p.*,
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
    SELECT g.line_id AS line_id, g.entry AS entry, g.day AS day, g.hts AS hts, g.origin AS origin, g.value AS value, g.mode AS mode, g.entry_type AS entry_type, g.stretch AS stretch, g.settlement AS settlement, g.base AS base, g.kept_apart AS kept_apart, g.settled_needs AS settled_needs, g.at_its_line AS at_its_line,
      CASE WHEN g.displaces_base = 1 THEN NULL ELSE CASE WHEN g.base_needs IS NOT NULL THEN g.base_needs
    WHEN g.quantity_open <> 0 THEN CONCAT('quantity in ', g.base_unit) END END AS base_needs,
      CASE WHEN g.displaces_base = 1 THEN 0 ELSE TRUNC((200 * g.charged_num + g.charged_den - MOD(200 * g.charged_num + g.charged_den, 2 * CAST(g.charged_den AS NUMBER(38, 0)))) / (2 * CAST(g.charged_den AS NUMBER(38, 0)))) END AS base_cents,
      CASE WHEN g.rate1_num IS NULL THEN 0 ELSE TRUNC((200 * CAST(g.value AS NUMBER(38, 0)) * g.rate1_num * g.share1 + (CAST(g.rate1_den AS NUMBER(38, 0)) * 1000000) - MOD(200 * CAST(g.value AS NUMBER(38, 0)) * g.rate1_num * g.share1 + (CAST(g.rate1_den AS NUMBER(38, 0)) * 1000000), 2 * CAST((CAST(g.rate1_den AS NUMBER(38, 0)) * 1000000) AS NUMBER(38, 0)))) / (2 * CAST((CAST(g.rate1_den AS NUMBER(38, 0)) * 1000000) AS NUMBER(38, 0)))) END
      + CASE WHEN g.rate2_num IS NULL THEN 0 ELSE TRUNC((200 * CAST(g.value AS NUMBER(38, 0)) * g.rate2_num * g.share2 + (CAST(g.rate2_den AS NUMBER(38, 0)) * 1000000) - MOD(200 * CAST(g.value AS NUMBER(38, 0)) * g.rate2_num * g.share2 + (CAST(g.rate2_den AS NUMBER(38, 0)) * 1000000), 2 * CAST((CAST(g.rate2_den AS NUMBER(38, 0)) * 1000000) AS NUMBER(38, 0)))) / (2 * CAST((CAST(g.rate2_den AS NUMBER(38, 0)) * 1000000) AS NUMBER(38, 0)))) END
      + CASE WHEN g.rate3_num IS NULL THEN 0 ELSE TRUNC((200 * CAST(g.value AS NUMBER(38, 0)) * g.rate3_num * g.share3 + (CAST(g.rate3_den AS NUMBER(38, 0)) * 1000000) - MOD(200 * CAST(g.value AS NUMBER(38, 0)) * g.rate3_num * g.share3 + (CAST(g.rate3_den AS NUMBER(38, 0)) * 1000000), 2 * CAST((CAST(g.rate3_den AS NUMBER(38, 0)) * 1000000) AS NUMBER(38, 0)))) / (2 * CAST((CAST(g.rate3_den AS NUMBER(38, 0)) * 1000000) AS NUMBER(38, 0)))) END
      + CASE WHEN g.rate4_num IS NULL THEN 0 ELSE TRUNC((200 * CAST(g.value AS NUMBER(38, 0)) * g.rate4_num * g.share4 + (CAST(g.rate4_den AS NUMBER(38, 0)) * 1000000) - MOD(200 * CAST(g.value AS NUMBER(38, 0)) * g.rate4_num * g.share4 + (CAST(g.rate4_den AS NUMBER(38, 0)) * 1000000), 2 * CAST((CAST(g.rate4_den AS NUMBER(38, 0)) * 1000000) AS NUMBER(38, 0)))) / (2 * CAST((CAST(g.rate4_den AS NUMBER(38, 0)) * 1000000) AS NUMBER(38, 0)))) END
      + CASE WHEN g.rate5_num IS NULL THEN 0 ELSE TRUNC((200 * CAST(g.value AS NUMBER(38, 0)) * g.rate5_num * g.share5 + (CAST(g.rate5_den AS NUMBER(38, 0)) * 1000000) - MOD(200 * CAST(g.value AS NUMBER(38, 0)) * g.rate5_num * g.share5 + (CAST(g.rate5_den AS NUMBER(38, 0)) * 1000000), 2 * CAST((CAST(g.rate5_den AS NUMBER(38, 0)) * 1000000) AS NUMBER(38, 0)))) / (2 * CAST((CAST(g.rate5_den AS NUMBER(38, 0)) * 1000000) AS NUMBER(38, 0)))) END AS rate_cents,
      CASE WHEN g.all_in_num IS NULL THEN 0
    WHEN g.charged_num IS NULL OR (g.all_in_against = 'general' AND g.compared_num IS NULL) THEN NULL
    WHEN g.all_in_against = 'general' AND g.compared_num * g.all_in_den >= CAST(g.value AS NUMBER(38, 0)) * g.all_in_num * g.compared_den THEN 0
    WHEN g.charged_num * g.all_in_den >= CAST(g.value AS NUMBER(38, 0)) * g.all_in_num * g.charged_den OR g.all_in_share = 0 THEN 0
    WHEN g.displaces_base = 1 THEN TRUNC((200 * (CAST(g.value AS NUMBER(38, 0)) * g.all_in_num * g.charged_den - g.charged_num * g.all_in_den) * g.all_in_share + (g.charged_den * g.all_in_den * 1000000) - MOD(200 * (CAST(g.value AS NUMBER(38, 0)) * g.all_in_num * g.charged_den - g.charged_num * g.all_in_den) * g.all_in_share + (g.charged_den * g.all_in_den * 1000000), 2 * CAST((g.charged_den * g.all_in_den * 1000000) AS NUMBER(38, 0)))) / (2 * CAST((g.charged_den * g.all_in_den * 1000000) AS NUMBER(38, 0))))
    ELSE TRUNC((200 * CAST(g.value AS NUMBER(38, 0)) * g.all_in_num * g.all_in_share + (CAST(g.all_in_den AS NUMBER(38, 0)) * 1000000) - MOD(200 * CAST(g.value AS NUMBER(38, 0)) * g.all_in_num * g.all_in_share + (CAST(g.all_in_den AS NUMBER(38, 0)) * 1000000), 2 * CAST((CAST(g.all_in_den AS NUMBER(38, 0)) * 1000000) AS NUMBER(38, 0)))) / (2 * CAST((CAST(g.all_in_den AS NUMBER(38, 0)) * 1000000) AS NUMBER(38, 0)))) - (TRUNC((200 * g.charged_num + g.charged_den - MOD(200 * g.charged_num + g.charged_den, 2 * CAST(g.charged_den AS NUMBER(38, 0)))) / (2 * CAST(g.charged_den AS NUMBER(38, 0)))) - TRUNC((200 * g.charged_num * (1000000 - g.all_in_share) + (g.charged_den * 1000000) - MOD(200 * g.charged_num * (1000000 - g.all_in_share) + (g.charged_den * 1000000), 2 * CAST((g.charged_den * 1000000) AS NUMBER(38, 0)))) / (2 * CAST((g.charged_den * 1000000) AS NUMBER(38, 0))))) END AS all_in_cents
    FROM goods_base g
  ) q
) p;

-- duty of each layer of each line in cents
CREATE OR REPLACE VIEW layers_priced AS
SELECT g.line_id AS line_id, y.seq AS seq, y.measure AS measure, y.authority AS authority, y.kind AS kind, y.needs AS needs, y.yields_to AS yields_to,
  CASE WHEN y.met_heading IS NOT NULL AND g.value > 0 AND CASE WHEN g.all_in_num IS NULL THEN 0
    WHEN g.charged_num IS NULL OR (g.all_in_against = 'general' AND g.compared_num IS NULL) THEN NULL
    WHEN g.all_in_against = 'general' AND g.compared_num * g.all_in_den >= CAST(g.value AS NUMBER(38, 0)) * g.all_in_num * g.compared_den THEN 0
    WHEN g.charged_num * g.all_in_den >= CAST(g.value AS NUMBER(38, 0)) * g.all_in_num * g.charged_den OR g.all_in_share = 0 THEN 0
    WHEN g.displaces_base = 1 THEN TRUNC((200 * (CAST(g.value AS NUMBER(38, 0)) * g.all_in_num * g.charged_den - g.charged_num * g.all_in_den) * g.all_in_share + (g.charged_den * g.all_in_den * 1000000) - MOD(200 * (CAST(g.value AS NUMBER(38, 0)) * g.all_in_num * g.charged_den - g.charged_num * g.all_in_den) * g.all_in_share + (g.charged_den * g.all_in_den * 1000000), 2 * CAST((g.charged_den * g.all_in_den * 1000000) AS NUMBER(38, 0)))) / (2 * CAST((g.charged_den * g.all_in_den * 1000000) AS NUMBER(38, 0))))
    ELSE TRUNC((200 * CAST(g.value AS NUMBER(38, 0)) * g.all_in_num * g.all_in_share + (CAST(g.all_in_den AS NUMBER(38, 0)) * 1000000) - MOD(200 * CAST(g.value AS NUMBER(38, 0)) * g.all_in_num * g.all_in_share + (CAST(g.all_in_den AS NUMBER(38, 0)) * 1000000), 2 * CAST((CAST(g.all_in_den AS NUMBER(38, 0)) * 1000000) AS NUMBER(38, 0)))) / (2 * CAST((CAST(g.all_in_den AS NUMBER(38, 0)) * 1000000) AS NUMBER(38, 0)))) - (TRUNC((200 * g.charged_num + g.charged_den - MOD(200 * g.charged_num + g.charged_den, 2 * CAST(g.charged_den AS NUMBER(38, 0)))) / (2 * CAST(g.charged_den AS NUMBER(38, 0)))) - TRUNC((200 * g.charged_num * (1000000 - g.all_in_share) + (g.charged_den * 1000000) - MOD(200 * g.charged_num * (1000000 - g.all_in_share) + (g.charged_den * 1000000), 2 * CAST((g.charged_den * 1000000) AS NUMBER(38, 0)))) / (2 * CAST((g.charged_den * 1000000) AS NUMBER(38, 0))))) END = 0 THEN y.met_heading
    ELSE y.heading END AS heading,
  CASE y.kind WHEN 'none' THEN 0 WHEN 'rate' THEN TRUNC((200 * CAST(g.value AS NUMBER(38, 0)) * y.rate_num * (y.share_one * 1000000 + y.share_steel * COALESCE(g.steel, 0) + y.share_aluminum * COALESCE(g.aluminum, 0) + y.share_copper * COALESCE(g.copper, 0) + y.share_us * COALESCE(g.us, 0)) + (CAST(y.rate_den AS NUMBER(38, 0)) * 1000000) - MOD(200 * CAST(g.value AS NUMBER(38, 0)) * y.rate_num * (y.share_one * 1000000 + y.share_steel * COALESCE(g.steel, 0) + y.share_aluminum * COALESCE(g.aluminum, 0) + y.share_copper * COALESCE(g.copper, 0) + y.share_us * COALESCE(g.us, 0)) + (CAST(y.rate_den AS NUMBER(38, 0)) * 1000000), 2 * CAST((CAST(y.rate_den AS NUMBER(38, 0)) * 1000000) AS NUMBER(38, 0)))) / (2 * CAST((CAST(y.rate_den AS NUMBER(38, 0)) * 1000000) AS NUMBER(38, 0)))) WHEN 'all-in' THEN CASE WHEN g.all_in_num IS NULL THEN 0
    WHEN g.charged_num IS NULL OR (g.all_in_against = 'general' AND g.compared_num IS NULL) THEN NULL
    WHEN g.all_in_against = 'general' AND g.compared_num * g.all_in_den >= CAST(g.value AS NUMBER(38, 0)) * g.all_in_num * g.compared_den THEN 0
    WHEN g.charged_num * g.all_in_den >= CAST(g.value AS NUMBER(38, 0)) * g.all_in_num * g.charged_den OR g.all_in_share = 0 THEN 0
    WHEN g.displaces_base = 1 THEN TRUNC((200 * (CAST(g.value AS NUMBER(38, 0)) * g.all_in_num * g.charged_den - g.charged_num * g.all_in_den) * g.all_in_share + (g.charged_den * g.all_in_den * 1000000) - MOD(200 * (CAST(g.value AS NUMBER(38, 0)) * g.all_in_num * g.charged_den - g.charged_num * g.all_in_den) * g.all_in_share + (g.charged_den * g.all_in_den * 1000000), 2 * CAST((g.charged_den * g.all_in_den * 1000000) AS NUMBER(38, 0)))) / (2 * CAST((g.charged_den * g.all_in_den * 1000000) AS NUMBER(38, 0))))
    ELSE TRUNC((200 * CAST(g.value AS NUMBER(38, 0)) * g.all_in_num * g.all_in_share + (CAST(g.all_in_den AS NUMBER(38, 0)) * 1000000) - MOD(200 * CAST(g.value AS NUMBER(38, 0)) * g.all_in_num * g.all_in_share + (CAST(g.all_in_den AS NUMBER(38, 0)) * 1000000), 2 * CAST((CAST(g.all_in_den AS NUMBER(38, 0)) * 1000000) AS NUMBER(38, 0)))) / (2 * CAST((CAST(g.all_in_den AS NUMBER(38, 0)) * 1000000) AS NUMBER(38, 0)))) - (TRUNC((200 * g.charged_num + g.charged_den - MOD(200 * g.charged_num + g.charged_den, 2 * CAST(g.charged_den AS NUMBER(38, 0)))) / (2 * CAST(g.charged_den AS NUMBER(38, 0)))) - TRUNC((200 * g.charged_num * (1000000 - g.all_in_share) + (g.charged_den * 1000000) - MOD(200 * g.charged_num * (1000000 - g.all_in_share) + (g.charged_den * 1000000), 2 * CAST((g.charged_den * 1000000) AS NUMBER(38, 0)))) / (2 * CAST((g.charged_den * 1000000) AS NUMBER(38, 0))))) END END AS duty
FROM goods_base g
JOIN layers y ON y.settlement = g.settlement
WHERE g.kept_apart IS NULL;

-- what must be stated before a line is exact
CREATE OR REPLACE VIEW questions AS
SELECT line_id, asks, answered_by
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
WHERE asks IS NOT NULL;

-- fees of each entry in cents
CREATE OR REPLACE VIEW entry_fees AS
SELECT a.*,
  CASE WHEN unread > 0 THEN NULL
    WHEN owing = 0 THEN 0
    WHEN modes IS NOT NULL AND mode IS NOT NULL AND modes NOT LIKE CONCAT('%;', mode, ';%') THEN 0
    WHEN modes IS NOT NULL AND mode IS NULL THEN NULL
    WHEN limited = 0 THEN plain
    WHEN minimum IS NULL THEN NULL
    WHEN all_value <= informal_limit AND entry_type = 'informal' THEN informal
    WHEN plain < minimum THEN minimum WHEN plain > maximum THEN maximum ELSE plain END AS amount
FROM (
  SELECT s.*, x.minimum AS minimum, x.maximum AS maximum, x.informal AS informal,
    TRUNC((200 * CAST(s.value AS NUMBER(38, 0)) * s.rate_num + s.rate_den - MOD(200 * CAST(s.value AS NUMBER(38, 0)) * s.rate_num + s.rate_den, 2 * CAST(s.rate_den AS NUMBER(38, 0)))) / (2 * CAST(s.rate_den AS NUMBER(38, 0)))) AS plain
  FROM (
    SELECT COALESCE(NULLIF(g.entry, ''), CONCAT('line ', CAST(g.line_id AS VARCHAR))) AS entry_key, f.fee AS fee, f.seq AS seq, f.rate_num AS rate_num, f.rate_den AS rate_den, f.modes AS modes, f.limited AS limited, f.informal_limit AS informal_limit,
      MIN(g.day) AS day, MIN(g.mode) AS mode, MIN(COALESCE(g.entry_type, 'formal')) AS entry_type,
      SUM(CASE WHEN g.stretch IS NULL OR g.origin_class IS NULL OR g.line_class IS NULL THEN 1 ELSE 0 END) AS unread,
      SUM(CASE WHEN BITAND(BITAND(BITAND(g.line_fee_bits, g.origin_fee_bits), (g.claim_fee_bits + f.unclaimed)), f.exemptions) = 0
      THEN 1 ELSE 0 END) AS owing, COUNT(*) AS all_lines, SUM(g.value) AS all_value,
      SUM(CASE WHEN CASE WHEN BITAND(BITAND(BITAND(g.line_fee_bits, g.origin_fee_bits), (g.claim_fee_bits + f.unclaimed)), f.exemptions) = 0
      THEN 1 ELSE 0 END = 1 THEN g.value ELSE 0 END) AS value
    FROM goods g CROSS JOIN fees f
    GROUP BY COALESCE(NULLIF(g.entry, ''), CONCAT('line ', CAST(g.line_id AS VARCHAR))), f.fee, f.seq, f.rate_num, f.rate_den, f.modes, f.limited, f.informal_limit
  ) s
  LEFT JOIN fee_limits x ON x.fee = s.fee AND x.from_day <= s.day AND (x.until_day IS NULL OR s.day < x.until_day)
) a;

-- the same shared out over its lines
CREATE OR REPLACE VIEW line_fees AS
SELECT line_id, fee, CASE WHEN amount IS NULL THEN NULL ELSE share
    + CASE WHEN weight >= 0 AND place <= amount - SUM(share) OVER (PARTITION BY entry_key, fee) THEN 1 ELSE 0 END END AS amount
FROM (
  SELECT h.*, ROW_NUMBER() OVER (PARTITION BY entry_key, fee ORDER BY rest DESC, line_id) AS place
  FROM (
    SELECT w.*, CASE WHEN weight < 0 OR amount IS NULL THEN 0 ELSE TRUNC((w.product - MOD(w.product, w.whole)) / (w.whole)) END AS share,
      CASE WHEN weight < 0 OR amount IS NULL THEN -1
        ELSE w.product - w.whole * TRUNC((w.product - MOD(w.product, w.whole)) / (w.whole)) END AS rest
    FROM (
      SELECT m.*, CAST(m.amount AS NUMBER(38, 0)) * CASE WHEN m.weight < 0 THEN 0 ELSE m.weight END AS product,
        CAST(CASE WHEN m.value = 0 THEN CASE WHEN m.owing = 0 THEN m.all_lines ELSE m.owing END ELSE m.value END AS NUMBER(38, 0)) AS whole
      FROM (
        SELECT g.line_id AS line_id, a.entry_key AS entry_key, a.fee AS fee, a.amount AS amount, a.value AS value, a.owing AS owing, a.all_lines AS all_lines,
          CASE WHEN a.owing > 0 AND CASE WHEN BITAND(BITAND(BITAND(g.line_fee_bits, g.origin_fee_bits), (g.claim_fee_bits + f.unclaimed)), f.exemptions) = 0
      THEN 1 ELSE 0 END = 0 THEN -1 WHEN a.value = 0 THEN 1 ELSE g.value END AS weight
        FROM goods g
        JOIN fees f ON 1 = 1
        JOIN entry_fees a ON a.fee = f.fee AND a.entry_key = COALESCE(NULLIF(g.entry, ''), CONCAT('line ', CAST(g.line_id AS VARCHAR)))
      ) m
    ) w
  ) h
) z;

-- sums of all lines
CREATE OR REPLACE VIEW totals AS
SELECT COUNT(*) AS line_count, SUM(value) AS value,
  SUM(CASE WHEN status = 'exact' THEN 1 ELSE 0 END) AS exact_lines,
  SUM(CASE WHEN status = 'unknown' THEN 1 ELSE 0 END) AS unknown_lines,
  SUM(CASE WHEN status = 'apart' THEN 1 ELSE 0 END) AS apart_lines,
  SUM(at_least) AS at_least, SUM(duty) AS known_duty
FROM lines_priced;

