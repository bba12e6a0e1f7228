// What one attempt adds to the sums people look at: by minute and answer, by origin and five minutes. Every adapter
// counts with these, so that a chart says the same whichever database is behind it.

/** The fields of a row that are counted. */
export interface CountedAttempt {
  readonly at_ms: number;
  readonly ip: string;
  readonly asn: number;
  readonly country: string;
  readonly answer: string;
  readonly outcome: string | null;
  readonly reached: number;
  readonly fee_yen: number;
  readonly saved_yen: number;
  readonly amount_yen: number | null;
}

export const MINUTE_MS = 60_000;
/** Origins are summed in wider slots: a day of them is 288 slots, and only the two at the edges are counted row by row. */
export const ORIGIN_SLOT_MS = 300_000;

export interface MinuteSum {
  readonly startMs: number;
  readonly answer: string;
  attempts: number;
  reached: number;
  declined: number;
  approved: number;
  feesYen: number;
  savedYen: number;
  salesYen: number;
}

export interface OriginSlotSum {
  readonly kind: "country" | "asn" | "ip";
  readonly startMs: number;
  readonly key: string;
  label: string;
  attempts: number;
  reached: number;
  stopped: number;
}

export function floorTo(atMs: number, widthMs: number): number {
  return Math.floor(atMs / widthMs) * widthMs;
}

/** Adds `row` `sign` times (+1 or -1) to the sum of its bucket and answer. */
export function addToMinutes(
  sums: Map<string, MinuteSum>,
  row: CountedAttempt,
  bucketMs: number,
  sign: 1 | -1,
): void {
  const startMs = floorTo(row.at_ms, bucketMs);
  const key = `${startMs} ${row.answer}`;
  let sum = sums.get(key);
  if (sum === undefined) {
    sum = {
      startMs,
      answer: row.answer,
      attempts: 0,
      reached: 0,
      declined: 0,
      approved: 0,
      feesYen: 0,
      savedYen: 0,
      salesYen: 0,
    };
    sums.set(key, sum);
  }
  sum.attempts += sign;
  sum.reached += sign * row.reached;
  if (row.outcome === "declined") sum.declined += sign;
  if (row.outcome === "approved") {
    sum.approved += sign;
    sum.salesYen += sign * (row.amount_yen ?? 0);
  }
  sum.feesYen += sign * row.fee_yen;
  sum.savedYen += sign * row.saved_yen;
}

/** `asnName` labels the network; an empty one leaves the label that is known already. */
export function addToOrigins(
  sums: Map<string, OriginSlotSum>,
  row: CountedAttempt,
  by: OriginSlotSum["kind"],
  asnName: string,
  slotMs: number,
  sign: 1 | -1,
): void {
  const startMs = slotMs === 0 ? 0 : floorTo(row.at_ms, slotMs);
  const key = by === "asn" ? String(row.asn) : row[by];
  const label = by === "asn" ? asnName : key;
  const name = `${by} ${startMs} ${key}`;
  let sum = sums.get(name);
  if (sum === undefined) {
    sum = { kind: by, startMs, key, label, attempts: 0, reached: 0, stopped: 0 };
    sums.set(name, sum);
  }
  if (label !== "") sum.label = label;
  sum.attempts += sign;
  sum.reached += sign * row.reached;
  sum.stopped += sign * (1 - row.reached);
}
