// How often one asker, one neighbourhood or one entered address may ask. Flat tables of fixed size: a cell holds when its asker
// would be even again. Askers and addresses are known by a hash under a key of this process and nowhere else.

import { createHmac } from "node:crypto";
import type { Clock, Random } from "../../kernel/index.ts";
import { plainEmail } from "./keyed.ts";
import type { LookUpQuestion } from "./contract.ts";

/** One may pass each `everyMs`, and `burst` at once. */
interface Rate {
  readonly everyMs: number;
  readonly burst: number;
}

type Table = "hosts" | "subnets" | "mails";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/**
 * Cells per table. Two askers in one cell share it: with a keyed hash nobody can choose whose. An attacker spends a mail cell
 * per try, so there are more of these (8 MB) than a botnet's tries in a day can fill to the brim.
 */
const CELLS: Readonly<Record<Table, number>> = { hosts: 65_536, subnets: 16_384, mails: 1_048_576 };

/** A carrier's address stands for thousands of families: 40 at once, then one every two seconds, never locked for longer. */
const HOST: Rate = { everyMs: 2 * SECOND_MS, burst: 40 };
const SUBNET: Rate = { everyMs: SECOND_MS / 4, burst: 400 };
/** Guessing the order number of a known address: eight at once, some forty a day; the code and the telephone stay open. */
const MAIL_TRIES: Rate = { everyMs: 5 * MINUTE_MS, burst: 8 };
const MAIL_DAY: Rate = { everyMs: 36 * MINUTE_MS, burst: 40 };
const CODES_SENT: Rate = { everyMs: 60 * MINUTE_MS, burst: 3 };
const CODE_TRIES: Rate = { everyMs: 5 * MINUTE_MS, burst: 10 };
const QUESTIONS_HOST: Rate = { everyMs: MINUTE_MS, burst: 10 };
/** More than a desk can read: beyond this it is no customer who asks. */
const QUESTIONS_ALL: Rate = { everyMs: 2 * SECOND_MS, burst: 300 };
const QUESTIONS_SUBNET: Rate = { everyMs: 10 * SECOND_MS, burst: 60 };

export interface Rates {
  /** Milliseconds to wait; 0 lets it pass and counts it. Nothing is counted for what must wait. */
  take(question: LookUpQuestion): number;
}

export function createRates({ clock, random }: { readonly clock: Clock; readonly random: Random }): Rates {
  const key = random.bytes(32);
  const tables = {
    hosts: new Float64Array(CELLS.hosts),
    subnets: new Float64Array(CELLS.subnets),
    mails: new Float64Array(CELLS.mails),
  };
  const cellOf = (table: Table, text: string): number =>
    createHmac("sha256", key).update(text).digest().readUInt32LE(0) % CELLS[table];
  return {
    take: (question) => {
      const nowMs = clock.monoMs();
      const limits = limitsOn(question).map(([table, name, rate]) => {
        const cell = cellOf(table, name);
        const evenAtMs = Math.max(tables[table][cell] ?? 0, nowMs);
        return { table, cell, rate, evenAtMs, waitMs: evenAtMs - nowMs - (rate.burst - 1) * rate.everyMs };
      });
      const waitMs = Math.max(0, ...limits.map((limit) => limit.waitMs));
      if (waitMs > 0) return waitMs;
      for (const { table, cell, rate, evenAtMs } of limits) tables[table][cell] = evenAtMs + rate.everyMs;
      return 0;
    },
  };
}

function limitsOn(question: LookUpQuestion): readonly (readonly [Table, string, Rate])[] {
  const { host, subnet } = question.from;
  if (question.kind === "open") return [];
  if (question.kind === "ask")
    return [
      ["hosts", `ask ${host}`, QUESTIONS_HOST],
      ["subnets", `ask ${subnet}`, QUESTIONS_SUBNET],
      ["subnets", "ask everybody", QUESTIONS_ALL],
    ];
  const mail = plainEmail(question.email);
  const asker = [
    ["hosts", `look ${host}`, HOST],
    ["subnets", `look ${subnet}`, SUBNET],
  ] as const;
  if (question.kind === "send-code") return [...asker, ["mails", `send ${mail}`, CODES_SENT]];
  if (question.kind === "code") return [...asker, ["mails", `code ${mail}`, CODE_TRIES]];
  return [...asker, ["mails", `order ${mail}`, MAIL_TRIES], ["mails", `day ${mail}`, MAIL_DAY]];
}
