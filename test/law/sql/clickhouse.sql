-- The law as tables, for clickhouse: clickhouse-client --multiquery < clickhouse.sql, with this folder as user_files; or chdb, in this folder.

-- Goods stand in a table or view: entries (line_id Nullable(Int64), entry Nullable(String), day Nullable(Date), hts Nullable(String), origin Nullable(String), value Nullable(Int64), claims Nullable(String), qty Nullable(Int64), unit Nullable(String), steel Nullable(Int32), aluminum Nullable(Int32), copper Nullable(Int32), us Nullable(Int32), loaded_on Nullable(Date), mode Nullable(String), entry_type Nullable(String), other_facts Nullable(Int32)).

-- Shares of the value (steel, aluminum, copper, us) and quantities (qty) are in millionths; value in whole dollars.

DROP TABLE IF EXISTS days;
CREATE TABLE days (day Nullable(Date), stretch Nullable(Int32), metal_makes_claims Nullable(Int32)) ENGINE = Memory;
INSERT INTO days SELECT * FROM file('days.parquet', Parquet);

DROP TABLE IF EXISTS lines;
CREATE TABLE lines (hts Nullable(String), from_stretch Nullable(Int32), until_stretch Nullable(Int32), line_class Nullable(Int32), base_class Nullable(Int32), base_mask_a Nullable(Int64), base_mask_b Nullable(Int64), base_mask_c Nullable(Int64), exact_quantity Nullable(Int32), unit Nullable(String), fee_bits Nullable(Int64), apart Nullable(String), barred Nullable(String)) ENGINE = Memory;
INSERT INTO lines SELECT * FROM file('lines.parquet', Parquet);

DROP TABLE IF EXISTS origins;
CREATE TABLE origins (origin Nullable(String), from_stretch Nullable(Int32), until_stretch Nullable(Int32), origin_class Nullable(Int32), open_a Nullable(Int64), open_b Nullable(Int64), open_c Nullable(Int64), column2 Nullable(Int32), closed_a Nullable(Int64), closed_b Nullable(Int64), closed_c Nullable(Int64), fee_bits Nullable(Int64)) ENGINE = Memory;
INSERT INTO origins SELECT * FROM file('origins.parquet', Parquet);

DROP TABLE IF EXISTS claims;
CREATE TABLE claims (claim Nullable(String), claims_a Nullable(Int64), claims_b Nullable(Int64), claims_c Nullable(Int64), excluded_a Nullable(Int64), excluded_b Nullable(Int64), excluded_c Nullable(Int64), fee_bits Nullable(Int64)) ENGINE = Memory;
INSERT INTO claims SELECT * FROM file('claims.parquet', Parquet);

DROP TABLE IF EXISTS rules;
CREATE TABLE rules (origin_class Nullable(Int32), line_class Nullable(Int32), from_stretch Nullable(Int32), until_stretch Nullable(Int32), ruleset Nullable(Int32), mask_a Nullable(Int64), mask_b Nullable(Int64), mask_c Nullable(Int64)) ENGINE = Memory;
INSERT INTO rules SELECT * FROM file('rules.parquet', Parquet);

DROP TABLE IF EXISTS claimed_terms;
CREATE TABLE claimed_terms (ruleset Nullable(Int32), claims_a Nullable(Int64), claims_b Nullable(Int64), claims_c Nullable(Int64), terms Nullable(Int32), content_mask Nullable(Int64), loaded_before Nullable(Date), entered_before Nullable(Date)) ENGINE = Memory;
INSERT INTO claimed_terms SELECT * FROM file('claimed_terms.parquet', Parquet);

DROP TABLE IF EXISTS settled_terms;
CREATE TABLE settled_terms (terms Nullable(Int32), content Nullable(Int64), settlement Nullable(Int32)) ENGINE = Memory;
INSERT INTO settled_terms SELECT * FROM file('settled_terms.parquet', Parquet);

DROP TABLE IF EXISTS settlements;
CREATE TABLE settlements (settlement Nullable(Int32), displaces_base Nullable(Int32), rate1_num Nullable(Int64), rate1_den Nullable(Int64), rate1_one Nullable(Int32), rate1_steel Nullable(Int32), rate1_aluminum Nullable(Int32), rate1_copper Nullable(Int32), rate1_us Nullable(Int32), rate2_num Nullable(Int64), rate2_den Nullable(Int64), rate2_one Nullable(Int32), rate2_steel Nullable(Int32), rate2_aluminum Nullable(Int32), rate2_copper Nullable(Int32), rate2_us Nullable(Int32), rate3_num Nullable(Int64), rate3_den Nullable(Int64), rate3_one Nullable(Int32), rate3_steel Nullable(Int32), rate3_aluminum Nullable(Int32), rate3_copper Nullable(Int32), rate3_us Nullable(Int32), rate4_num Nullable(Int64), rate4_den Nullable(Int64), rate4_one Nullable(Int32), rate4_steel Nullable(Int32), rate4_aluminum Nullable(Int32), rate4_copper Nullable(Int32), rate4_us Nullable(Int32), rate5_num Nullable(Int64), rate5_den Nullable(Int64), rate5_one Nullable(Int32), rate5_steel Nullable(Int32), rate5_aluminum Nullable(Int32), rate5_copper Nullable(Int32), rate5_us Nullable(Int32), all_in_num Nullable(Int64), all_in_den Nullable(Int64), all_in_one Nullable(Int32), all_in_steel Nullable(Int32), all_in_aluminum Nullable(Int32), all_in_copper Nullable(Int32), all_in_us Nullable(Int32), all_in_against Nullable(String), needs Nullable(String), apart Nullable(String)) ENGINE = Memory;
INSERT INTO settlements SELECT * FROM file('settlements.parquet', Parquet);

DROP TABLE IF EXISTS layers;
CREATE TABLE layers (settlement Nullable(Int32), seq Nullable(Int32), measure Nullable(String), authority Nullable(String), heading Nullable(String), met_heading Nullable(String), kind Nullable(String), against Nullable(String), rate_num Nullable(Int64), rate_den Nullable(Int64), share_one Nullable(Int32), share_steel Nullable(Int32), share_aluminum Nullable(Int32), share_copper Nullable(Int32), share_us Nullable(Int32), yields_to Nullable(String), needs Nullable(String)) ENGINE = Memory;
INSERT INTO layers SELECT * FROM file('layers.parquet', Parquet);

DROP TABLE IF EXISTS base_terms;
CREATE TABLE base_terms (base_class Nullable(Int32), column2 Nullable(Int32), claims_a Nullable(Int64), claims_b Nullable(Int64), claims_c Nullable(Int64), base Nullable(Int32)) ENGINE = Memory;
INSERT INTO base_terms SELECT * FROM file('base_terms.parquet', Parquet);

DROP TABLE IF EXISTS base_duties;
CREATE TABLE base_duties (base Nullable(Int32), tariff_column Nullable(String), rate_text Nullable(String), rate_num Nullable(Int64), unit_num Nullable(Int64), den Nullable(Int64), unit Nullable(String), whole_units Nullable(Int32), needs Nullable(String), apart Nullable(Int32), counts_part Nullable(Int32), general_base Nullable(Int32)) ENGINE = Memory;
INSERT INTO base_duties SELECT * FROM file('base_duties.parquet', Parquet);

DROP TABLE IF EXISTS units;
CREATE TABLE units (stated Nullable(String), unit Nullable(String), factor_num Nullable(Int64), factor_den Nullable(Int64)) ENGINE = Memory;
INSERT INTO units SELECT * FROM file('units.parquet', Parquet);

DROP TABLE IF EXISTS fees;
CREATE TABLE fees (fee Nullable(String), seq Nullable(Int32), rate_num Nullable(Int64), rate_den Nullable(Int64), modes Nullable(String), exemptions Nullable(Int64), unclaimed Nullable(Int64), limited Nullable(Int32), informal_limit Nullable(Int64)) ENGINE = Memory;
INSERT INTO fees SELECT * FROM file('fees.parquet', Parquet);

DROP TABLE IF EXISTS fee_limits;
CREATE TABLE fee_limits (fee Nullable(String), from_day Nullable(Date), until_day Nullable(Date), minimum Nullable(Int64), maximum Nullable(Int64), informal Nullable(Int64)) ENGINE = Memory;
INSERT INTO fee_limits SELECT * FROM file('fee_limits.parquet', Parquet);

-- each text of claims as bits; unread where some claim is not of the law or contradicts another
CREATE OR REPLACE VIEW claims_read AS
SELECT claims, claims_a, claims_b, claims_c, fee_bits,
  CASE WHEN named < stated OR bitAnd(claims_a, excluded_a) <> 0 OR bitAnd(claims_b, excluded_b) <> 0 OR bitAnd(claims_c, excluded_c) <> 0
    THEN 1 ELSE 0 END AS unread
FROM (
  SELECT t.claims, MAX(t.stated) AS stated, COUNT(c.claim) AS named,
    COALESCE(groupBitOr(c.claims_a), 0) AS claims_a, COALESCE(groupBitOr(c.claims_b), 0) AS claims_b, COALESCE(groupBitOr(c.claims_c), 0) AS claims_c,
    COALESCE(groupBitOr(c.excluded_a), 0) AS excluded_a, COALESCE(groupBitOr(c.excluded_b), 0) AS excluded_b, COALESCE(groupBitOr(c.excluded_c), 0) AS excluded_c,
    COALESCE(groupBitOr(c.fee_bits), 0) AS fee_bits
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
    WHEN bitAnd(COALESCE(k.claims_a, 0), o.closed_a) <> 0 OR bitAnd(COALESCE(k.claims_b, 0), o.closed_b) <> 0 OR bitAnd(COALESCE(k.claims_c, 0), o.closed_c) <> 0
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
  AND ct.claims_a = bitAnd(g.claims_a, r.mask_a) AND ct.claims_b = bitAnd(g.claims_b, r.mask_b) AND ct.claims_c = bitAnd(g.claims_c, r.mask_c)
LEFT JOIN settled_terms st ON st.terms = ct.terms AND st.content = bitAnd(g.content, ct.content_mask)
LEFT JOIN settlements s ON s.settlement = st.settlement
LEFT JOIN base_terms bt ON bt.base_class = g.base_class AND bt.column2 = g.column2
  AND bt.claims_a = bitAnd(bitAnd(g.claims_a, g.open_a), g.base_mask_a)
  AND bt.claims_b = bitAnd(bitAnd(g.claims_b, g.open_b), g.base_mask_b)
  AND bt.claims_c = bitAnd(bitAnd(g.claims_c, g.open_c), g.base_mask_c)
LEFT JOIN base_duties b ON b.base = bt.base
LEFT JOIN base_duties n ON n.base = b.general_base
LEFT JOIN units u ON u.stated = COALESCE(g.unit, g.line_unit) AND u.unit = b.unit
LEFT JOIN units v ON v.stated = COALESCE(g.unit, g.line_unit) AND v.unit = n.unit;

-- base duty as a number over another
CREATE OR REPLACE VIEW goods_base AS
SELECT g.*,
  CASE WHEN NOT (g.base_needs IS NULL AND g.quantity_open = 0) THEN NULL WHEN g.base_unit_num = 0 THEN toInt256(g.value) * g.base_rate_num
    WHEN (g.base_whole = 1 AND g.exact_quantity = 0) THEN toInt256(g.value) * g.base_rate_num + intDiv(2 * toInt256(g.qty) * g.factor_num + toInt256(g.factor_den) * 1000000, 2 * toInt256(g.factor_den) * 1000000) * g.base_unit_num
    ELSE toInt256(g.value) * g.base_rate_num * toInt256(g.factor_den) * 1000000 + toInt256(g.qty) * g.factor_num * g.base_unit_num END AS charged_num, CASE WHEN g.base_unit_num = 0 OR (g.base_whole = 1 AND g.exact_quantity = 0) THEN toInt256(g.base_den) ELSE toInt256(g.base_den) * toInt256(g.factor_den) * 1000000 END AS charged_den,
  CASE WHEN NOT (g.general_needs IS NULL AND g.general_open = 0) THEN NULL WHEN g.general_unit_num = 0 THEN toInt256(g.value) * g.general_rate_num
    WHEN (g.general_whole = 1 AND g.exact_quantity = 0) THEN toInt256(g.value) * g.general_rate_num + intDiv(2 * toInt256(g.qty) * g.general_factor_num + toInt256(g.general_factor_den) * 1000000, 2 * toInt256(g.general_factor_den) * 1000000) * g.general_unit_num
    ELSE toInt256(g.value) * g.general_rate_num * toInt256(g.general_factor_den) * 1000000 + toInt256(g.qty) * g.general_factor_num * g.general_unit_num END AS compared_num, CASE WHEN g.general_unit_num = 0 OR (g.general_whole = 1 AND g.exact_quantity = 0) THEN toInt256(g.general_den) ELSE toInt256(g.general_den) * toInt256(g.general_factor_den) * 1000000 END AS compared_den,
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
      CASE WHEN g.displaces_base = 1 THEN 0 ELSE intDiv(200 * g.charged_num + g.charged_den, 2 * toInt256(g.charged_den)) END AS base_cents,
      CASE WHEN g.rate1_num IS NULL THEN 0 ELSE intDiv(200 * toInt256(g.value) * g.rate1_num * g.share1 + (toInt256(g.rate1_den) * 1000000), 2 * toInt256((toInt256(g.rate1_den) * 1000000))) END
      + CASE WHEN g.rate2_num IS NULL THEN 0 ELSE intDiv(200 * toInt256(g.value) * g.rate2_num * g.share2 + (toInt256(g.rate2_den) * 1000000), 2 * toInt256((toInt256(g.rate2_den) * 1000000))) END
      + CASE WHEN g.rate3_num IS NULL THEN 0 ELSE intDiv(200 * toInt256(g.value) * g.rate3_num * g.share3 + (toInt256(g.rate3_den) * 1000000), 2 * toInt256((toInt256(g.rate3_den) * 1000000))) END
      + CASE WHEN g.rate4_num IS NULL THEN 0 ELSE intDiv(200 * toInt256(g.value) * g.rate4_num * g.share4 + (toInt256(g.rate4_den) * 1000000), 2 * toInt256((toInt256(g.rate4_den) * 1000000))) END
      + CASE WHEN g.rate5_num IS NULL THEN 0 ELSE intDiv(200 * toInt256(g.value) * g.rate5_num * g.share5 + (toInt256(g.rate5_den) * 1000000), 2 * toInt256((toInt256(g.rate5_den) * 1000000))) END AS rate_cents,
      CASE WHEN g.all_in_num IS NULL THEN 0
    WHEN g.charged_num IS NULL OR (g.all_in_against = 'general' AND g.compared_num IS NULL) THEN NULL
    WHEN g.all_in_against = 'general' AND g.compared_num * g.all_in_den >= toInt256(g.value) * g.all_in_num * g.compared_den THEN 0
    WHEN g.charged_num * g.all_in_den >= toInt256(g.value) * g.all_in_num * g.charged_den OR g.all_in_share = 0 THEN 0
    WHEN g.displaces_base = 1 THEN intDiv(200 * (toInt256(g.value) * g.all_in_num * g.charged_den - g.charged_num * g.all_in_den) * g.all_in_share + (g.charged_den * g.all_in_den * 1000000), 2 * toInt256((g.charged_den * g.all_in_den * 1000000)))
    ELSE intDiv(200 * toInt256(g.value) * g.all_in_num * g.all_in_share + (toInt256(g.all_in_den) * 1000000), 2 * toInt256((toInt256(g.all_in_den) * 1000000))) - (intDiv(200 * g.charged_num + g.charged_den, 2 * toInt256(g.charged_den)) - intDiv(200 * g.charged_num * (1000000 - g.all_in_share) + (g.charged_den * 1000000), 2 * toInt256((g.charged_den * 1000000)))) END AS all_in_cents
    FROM goods_base g
  ) q
) p;

-- duty of each layer of each line in cents
CREATE OR REPLACE VIEW layers_priced AS
SELECT g.line_id AS line_id, y.seq AS seq, y.measure AS measure, y.authority AS authority, y.kind AS kind, y.needs AS needs, y.yields_to AS yields_to,
  CASE WHEN y.met_heading IS NOT NULL AND g.value > 0 AND CASE WHEN g.all_in_num IS NULL THEN 0
    WHEN g.charged_num IS NULL OR (g.all_in_against = 'general' AND g.compared_num IS NULL) THEN NULL
    WHEN g.all_in_against = 'general' AND g.compared_num * g.all_in_den >= toInt256(g.value) * g.all_in_num * g.compared_den THEN 0
    WHEN g.charged_num * g.all_in_den >= toInt256(g.value) * g.all_in_num * g.charged_den OR g.all_in_share = 0 THEN 0
    WHEN g.displaces_base = 1 THEN intDiv(200 * (toInt256(g.value) * g.all_in_num * g.charged_den - g.charged_num * g.all_in_den) * g.all_in_share + (g.charged_den * g.all_in_den * 1000000), 2 * toInt256((g.charged_den * g.all_in_den * 1000000)))
    ELSE intDiv(200 * toInt256(g.value) * g.all_in_num * g.all_in_share + (toInt256(g.all_in_den) * 1000000), 2 * toInt256((toInt256(g.all_in_den) * 1000000))) - (intDiv(200 * g.charged_num + g.charged_den, 2 * toInt256(g.charged_den)) - intDiv(200 * g.charged_num * (1000000 - g.all_in_share) + (g.charged_den * 1000000), 2 * toInt256((g.charged_den * 1000000)))) END = 0 THEN y.met_heading
    ELSE y.heading END AS heading,
  CASE y.kind WHEN 'none' THEN 0 WHEN 'rate' THEN intDiv(200 * toInt256(g.value) * y.rate_num * (y.share_one * 1000000 + y.share_steel * COALESCE(g.steel, 0) + y.share_aluminum * COALESCE(g.aluminum, 0) + y.share_copper * COALESCE(g.copper, 0) + y.share_us * COALESCE(g.us, 0)) + (toInt256(y.rate_den) * 1000000), 2 * toInt256((toInt256(y.rate_den) * 1000000))) WHEN 'all-in' THEN CASE WHEN g.all_in_num IS NULL THEN 0
    WHEN g.charged_num IS NULL OR (g.all_in_against = 'general' AND g.compared_num IS NULL) THEN NULL
    WHEN g.all_in_against = 'general' AND g.compared_num * g.all_in_den >= toInt256(g.value) * g.all_in_num * g.compared_den THEN 0
    WHEN g.charged_num * g.all_in_den >= toInt256(g.value) * g.all_in_num * g.charged_den OR g.all_in_share = 0 THEN 0
    WHEN g.displaces_base = 1 THEN intDiv(200 * (toInt256(g.value) * g.all_in_num * g.charged_den - g.charged_num * g.all_in_den) * g.all_in_share + (g.charged_den * g.all_in_den * 1000000), 2 * toInt256((g.charged_den * g.all_in_den * 1000000)))
    ELSE intDiv(200 * toInt256(g.value) * g.all_in_num * g.all_in_share + (toInt256(g.all_in_den) * 1000000), 2 * toInt256((toInt256(g.all_in_den) * 1000000))) - (intDiv(200 * g.charged_num + g.charged_den, 2 * toInt256(g.charged_den)) - intDiv(200 * g.charged_num * (1000000 - g.all_in_share) + (g.charged_den * 1000000), 2 * toInt256((g.charged_den * 1000000)))) END END AS duty
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
    intDiv(200 * toInt256(s.value) * s.rate_num + s.rate_den, 2 * toInt256(s.rate_den)) AS plain
  FROM (
    SELECT COALESCE(NULLIF(g.entry, ''), CONCAT('line ', CAST(g.line_id AS Nullable(String)))) AS entry_key, f.fee AS fee, f.seq AS seq, f.rate_num AS rate_num, f.rate_den AS rate_den, f.modes AS modes, f.limited AS limited, f.informal_limit AS informal_limit,
      MIN(g.day) AS day, MIN(g.mode) AS mode, MIN(COALESCE(g.entry_type, 'formal')) AS entry_type,
      SUM(CASE WHEN g.stretch IS NULL OR g.origin_class IS NULL OR g.line_class IS NULL THEN 1 ELSE 0 END) AS unread,
      SUM(CASE WHEN bitAnd(bitAnd(bitAnd(g.line_fee_bits, g.origin_fee_bits), (g.claim_fee_bits + f.unclaimed)), f.exemptions) = 0
      THEN 1 ELSE 0 END) AS owing, COUNT(*) AS all_lines, SUM(g.value) AS all_value,
      SUM(CASE WHEN CASE WHEN bitAnd(bitAnd(bitAnd(g.line_fee_bits, g.origin_fee_bits), (g.claim_fee_bits + f.unclaimed)), f.exemptions) = 0
      THEN 1 ELSE 0 END = 1 THEN g.value ELSE 0 END) AS value
    FROM goods g CROSS JOIN fees f
    GROUP BY COALESCE(NULLIF(g.entry, ''), CONCAT('line ', CAST(g.line_id AS Nullable(String)))), f.fee, f.seq, f.rate_num, f.rate_den, f.modes, f.limited, f.informal_limit
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
    SELECT w.*, CASE WHEN weight < 0 OR amount IS NULL THEN 0 ELSE intDiv(w.product, w.whole) END AS share,
      CASE WHEN weight < 0 OR amount IS NULL THEN -1
        ELSE w.product - w.whole * intDiv(w.product, w.whole) END AS rest
    FROM (
      SELECT m.*, toInt256(m.amount) * CASE WHEN m.weight < 0 THEN 0 ELSE m.weight END AS product,
        toInt256(CASE WHEN m.value = 0 THEN CASE WHEN m.owing = 0 THEN m.all_lines ELSE m.owing END ELSE m.value END) AS whole
      FROM (
        SELECT g.line_id AS line_id, a.entry_key AS entry_key, a.fee AS fee, a.amount AS amount, a.value AS value, a.owing AS owing, a.all_lines AS all_lines,
          CASE WHEN a.owing > 0 AND CASE WHEN bitAnd(bitAnd(bitAnd(g.line_fee_bits, g.origin_fee_bits), (g.claim_fee_bits + f.unclaimed)), f.exemptions) = 0
      THEN 1 ELSE 0 END = 0 THEN -1 WHEN a.value = 0 THEN 1 ELSE g.value END AS weight
        FROM goods g
        JOIN fees f ON 1 = 1
        JOIN entry_fees a ON a.fee = f.fee AND a.entry_key = COALESCE(NULLIF(g.entry, ''), CONCAT('line ', CAST(g.line_id AS Nullable(String))))
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

