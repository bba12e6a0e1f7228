// Sends one notice to everyone it is for, each once: claims a few persons durably, sends to them, and records how it ended with a
// later claim. Wherever the process dies, what was claimed and not recorded is shown to a person and never repeated by itself.

import type { Clock, Outcome, Random } from "../../../kernel/index.ts";
import type { Dispatches, DispatchId, SendEnd, SendRow } from "../../ports.ts";
import type { Addressee } from "../contract.ts";
import type { NoticeMail } from "../render/mail.ts";
import { messageIdOf, type Delivered, type NoticeMailer } from "./mailer.ts";
import { createPace } from "./pace.ts";

export interface SenderDeps {
  readonly dispatches: Dispatches;
  readonly mailer: NoticeMailer;
  readonly clock: Clock;
  readonly random: Random;
  /** Everyone the notice is for; asked again for each pass, in any order. One person stands once. */
  readonly people: () => AsyncIterable<Addressee>;
  /** The filled mail, or why there is none. */
  readonly mailFor: (person: Addressee) => Outcome<NoticeMail>;
  /** Right side of the Message-ID: the sender's own domain. */
  readonly domain: string;
  readonly limits?: Partial<SenderLimits>;
  readonly onTrouble: (error: unknown) => void;
}

export interface SenderLimits {
  /**
   * Claimed and not yet recorded, at most: what a crash can leave unknown. Twice the connections keeps each of them busy while
   * the next few are claimed.
   */
  readonly atOnce: number;
  readonly perDomainPerSecond: number;
  readonly retryFirstMs: number;
  readonly retryMaxMs: number;
  /** Tried for this long, then given up: the person gets a letter. */
  readonly giveUpAfterMs: number;
  /** How often a paused notice looks whether it may go on. */
  readonly lookEveryMs: number;
}

const LIMITS: SenderLimits = {
  atOnce: 8,
  perDomainPerSecond: 20,
  retryFirstMs: 5 * 60_000,
  retryMaxMs: 4 * 3_600_000,
  giveUpAfterMs: 48 * 3_600_000,
  lookEveryMs: 1_000,
};

/** A record that cannot be written (a full disk) is tried again after this. */
const RECORD_AGAIN_MS = 2_000;

export type SendingEnd = "done" | "stopped" | "missing";

/** Works until everyone has an end, or `gone`. Only one at a time may run for a dispatch; two harm nobody but each other's pace. */
export async function sendNotice(id: DispatchId, deps: SenderDeps, gone: AbortSignal): Promise<SendingEnd> {
  const limits = { ...LIMITS, ...deps.limits };
  const { dispatches, clock } = deps;
  const dispatch = await dispatches.get(id);
  if (dispatch === undefined) return "missing";
  await dispatches.recover(id, clock.nowMs());
  const round = createRound(id, dispatch.createdAtMs, deps, limits, gone);
  while (!gone.aborted) {
    const state = (await dispatches.get(id))?.state;
    if (state === "done") return "done";
    if (state === "running") {
      await pass(round, deps.people(), limits.atOnce, gone);
      const dueMs = await dispatches.nextDueMs(id);
      if (dueMs === null && !gone.aborted && (await dispatches.get(id))?.state === "running") {
        await dispatches.setState(id, "done");
        return "done";
      }
      if (dueMs !== null && dueMs <= clock.nowMs()) continue;
    }
    await clock.sleep(limits.lookEveryMs, gone);
  }
  return "stopped";
}

/** Everyone once, a few at a time; ends early when paused or gone. */
async function pass(
  round: Round,
  people: AsyncIterable<Addressee>,
  atOnce: number,
  gone: AbortSignal,
): Promise<void> {
  const fewMax = Math.max(1, Math.floor(atOnce / 2));
  let few: Addressee[] = [];
  try {
    for await (const person of people) {
      few.push(person);
      if (few.length < fewMax) continue;
      if (gone.aborted || !(await round.send(few))) return;
      few = [];
    }
    if (few.length > 0 && !gone.aborted) await round.send(few);
  } finally {
    await round.finish();
  }
}

interface Round {
  /** Resolves when there is room for the next few. False when the notice was paused meanwhile. */
  readonly send: (people: readonly Addressee[]) => Promise<boolean>;
  /** Waits for what is on its way, and records it. */
  readonly finish: () => Promise<void>;
}

function createRound(
  id: DispatchId,
  startedAtMs: number,
  deps: SenderDeps,
  limits: SenderLimits,
  gone: AbortSignal,
): Round {
  const { dispatches, clock, mailer, domain } = deps;
  const pace = createPace(limits.perDomainPerSecond, clock);
  const way = createWay();

  const sendOne = async (person: Addressee, row: SendRow): Promise<SendEnd> => {
    const { personId } = row;
    const end = (state: SendEnd["state"], note: string, nextTryAtMs = clock.nowMs()): SendEnd => ({
      personId,
      state,
      note,
      nextTryAtMs,
    });
    if (!isAddress(person.email))
      return end("refused", person.email.trim() === "" ? "no-address" : "bad-address");
    try {
      const mail = deps.mailFor(person);
      if (!mail.ok) return end("refused", mail.code);
      await pace.wait(person.email.slice(person.email.lastIndexOf("@") + 1).toLowerCase(), gone);
      if (gone.aborted) return end("waiting", "stopped");
      const delivered = await mailer.send(person.email, messageIdOf(id, personId, domain), mail.value);
      return endOf(delivered, row, startedAtMs, deps, limits, end);
    } catch (error) {
      // A bug of ours: the others must get their mail, and somebody must hear of it.
      deps.onTrouble(error);
      return end("unknown", "bug");
    }
  };

  /** What has ended is kept until it is on disk: mails that were taken must not become unknown because a disk was full. */
  const turn = async (next: Parameters<Dispatches["turn"]>[2]): Promise<readonly SendRow[]> => {
    for (;;) {
      const told = way.ended();
      try {
        const claimed = await dispatches.turn(id, told, gone.aborted ? [] : next, clock.nowMs());
        way.forget(told.length);
        return claimed;
      } catch (error) {
        deps.onTrouble(error);
        if (gone.aborted || (await clock.sleep(RECORD_AGAIN_MS, gone)) === "aborted") throw error;
      }
    }
  };

  return {
    send: async (people) => {
      const byId = new Map(people.map((person) => [person.personId, person]));
      const claimed = await turn(people.map(({ personId, class: of }) => ({ personId, class: of })));
      for (const row of claimed) {
        const person = byId.get(row.personId);
        if (person !== undefined) way.add(() => sendOne(person, row));
      }
      await way.fewerThan(limits.atOnce - people.length + 1);
      return claimed.length > 0 || (await dispatches.get(id))?.state === "running";
    },
    finish: async () => {
      await way.fewerThan(1);
      if (way.ended().length > 0) await turn([]);
    },
  };
}

/** Mails on their way, and how those ended that are not on record yet. */
interface Way {
  readonly add: (work: () => Promise<SendEnd>) => void;
  readonly fewerThan: (count: number) => Promise<void>;
  readonly ended: () => readonly SendEnd[];
  /** The first so many are on record. */
  readonly forget: (count: number) => void;
}

function createWay(): Way {
  let onTheWay = 0;
  const ended: SendEnd[] = [];
  let wake: (() => void) | null = null;
  const carry = async (work: () => Promise<SendEnd>): Promise<void> => {
    const end = await work();
    ended.push(end);
    onTheWay--;
    wake?.();
  };
  return {
    add: (work) => {
      onTheWay++;
      void carry(work);
    },
    fewerThan: async (count) => {
      if (onTheWay < count) return;
      await new Promise<void>((resolve) => {
        wake = () => {
          if (onTheWay < count) resolve();
        };
      });
      wake = null;
    },
    ended: () => ended.slice(),
    forget: (count) => void ended.splice(0, count),
  };
}

function endOf(
  delivered: Delivered,
  row: SendRow,
  startedAtMs: number,
  { clock, random }: SenderDeps,
  limits: SenderLimits,
  end: (state: SendEnd["state"], note: string, nextTryAtMs?: number) => SendEnd,
): SendEnd {
  if (delivered.kind !== "later") return end(delivered.kind, delivered.note);
  const grown = Math.min(limits.retryFirstMs * 2 ** Math.min(row.tries - 1, 20), limits.retryMaxMs);
  // Spread, so that a server that was down is not met by all at once.
  const nextTryAtMs = Math.round(clock.nowMs() + grown * (0.75 + random.unit() / 2));
  return nextTryAtMs - startedAtMs > limits.giveUpAfterMs
    ? end("refused", `${delivered.note} given-up`)
    : end("waiting", delivered.note, nextTryAtMs);
}

/**
 * Something at a domain, without blanks, brackets or line ends, and not longer than SMTP takes (RFC 5321 §4.5.3.1). Dots may
 * stand as Japanese carriers let them stand ("a..b.@"), and local parts may be Japanese: the server decides.
 */
function isAddress(text: string): boolean {
  return (
    text.length <= 254 && /^[^\s@<>()[\],;:\\"\p{Cc}]{1,64}@[^\s@<>()[\],;:\\"\p{Cc}]{1,252}$/u.test(text)
  );
}
