// The line between a worker thread and the house: questions with answers, and things told. Plain messages, bounded waits.

import type { MessagePort } from "node:worker_threads";
import { MisemoriError } from "../../kernel/index.ts";
import type { AttemptId, AttemptOutcome, AttemptRecord } from "../facts.ts";
import type { BaitTouch } from "../baits/index.ts";
import type { CspSight } from "../csp/index.ts";
import type { Reservation } from "../budget/reserve.ts";
import type { House, ShownEnd } from "../flow/house.ts";
import type { ArrivedRequest, Reply } from "../http/way.ts";
import type { LookUpAnswer, LookUpQuestion } from "../lookup/contract.ts";
import { createRecorder } from "../flow/recorder.ts";
import type { Hold } from "../ports.ts";
import type { GateSettings } from "../settings.ts";

export type WorkerMessage =
  | { readonly kind: "listening"; readonly port: number }
  | { readonly kind: "reserve"; readonly ask: number; readonly attemptId: AttemptId; readonly feeYen: number }
  | { readonly kind: "createHold"; readonly ask: number; readonly hold: Hold }
  | {
      readonly kind: "hook";
      readonly ask: number;
      readonly request: ArrivedRequest;
      readonly body: Uint8Array;
    }
  | { readonly kind: "redeem"; readonly ask: number; readonly token: string }
  | { readonly kind: "lookUp"; readonly ask: number; readonly question: LookUpQuestion }
  | { readonly kind: "giveBack"; readonly attemptId: AttemptId; readonly feeYen: number }
  | {
      readonly kind: "endHold";
      readonly id: Hold["id"];
      readonly orderRef: string | null;
      readonly outcome: AttemptOutcome;
    }
  | { readonly kind: "records"; readonly records: readonly AttemptRecord[] }
  | {
      readonly kind: "settle";
      readonly id: AttemptId;
      readonly outcome: AttemptOutcome;
      readonly declineCode: string | null;
      readonly orderRef: string | null;
    }
  | {
      readonly kind: "expect";
      readonly visitorId: string;
      readonly id: AttemptId;
      readonly page: string;
    }
  | { readonly kind: "shown"; readonly visitorId: string; readonly page: string; readonly end: ShownEnd }
  | { readonly kind: "baited"; readonly touch: BaitTouch }
  | { readonly kind: "keptOut"; readonly sight: CspSight }
  | { readonly kind: "decoys"; readonly bytes: Uint8Array }
  | { readonly kind: "trouble"; readonly what: string }
  | { readonly kind: "failed"; readonly code: string; readonly message: string; readonly hint: string };

/** What the house answers: a reservation, a reply to an agency, yes or no, an answer of the look-up, or nothing but "done". */
export type HouseValue = Reservation | Reply | LookUpAnswer | boolean | null;

export type HouseMessage =
  | {
      readonly kind: "answer";
      readonly ask: number;
      readonly ok: boolean;
      readonly value: HouseValue;
    }
  | { readonly kind: "settings"; readonly settings: GateSettings }
  | { readonly kind: "decoys"; readonly bytes: Uint8Array }
  | { readonly kind: "close"; readonly graceMs: number };

/** A house that does not answer in this time counts as a no: the budget stays closed. */
const ANSWER_TIMEOUT_MS = 3_000;
/** Questions open at once; beyond that the house is drowning and the answer is no. */
const ASKS_MAX = 4_096;

interface Asking {
  readonly resolve: (value: HouseValue) => void;
  readonly reject: (error: MisemoriError) => void;
  readonly timer: NodeJS.Timeout;
}

/** The house as a worker sees it. `hear` must get every "answer" message. */
export function houseOverLine(port: MessagePort): {
  readonly house: House;
  readonly flush: () => void;
  hear(message: Extract<HouseMessage, { readonly kind: "answer" }>): void;
} {
  const asking = new Map<number, Asking>();
  let last = 0;
  const tell = (message: WorkerMessage): void => port.postMessage(message);
  const recorder = createRecorder(
    (records) => tell({ kind: "records", records }),
    () => tell({ kind: "trouble", what: "attempt records were given up: the house is too slow" }),
  );
  const ask = (make: (ask: number) => WorkerMessage): Promise<HouseValue> =>
    new Promise((resolve, reject) => {
      if (asking.size >= ASKS_MAX) return reject(noAnswer("too many questions are open"));
      const id = ++last;
      const timer = setTimeout(() => {
        asking.delete(id);
        reject(noAnswer("the house did not answer in time"));
      }, ANSWER_TIMEOUT_MS);
      asking.set(id, { resolve, reject, timer });
      tell(make(id));
    });
  return {
    flush: recorder.flush,
    hear: (message) => {
      const one = asking.get(message.ask);
      if (one === undefined) return;
      asking.delete(message.ask);
      clearTimeout(one.timer);
      if (message.ok) one.resolve(message.value);
      else one.reject(noAnswer("the house could not write"));
    },
    house: {
      reserve: async (attemptId, feeYen) => {
        const value = await ask((id) => ({ kind: "reserve", ask: id, attemptId, feeYen }));
        return isThing(value) && "granted" in value ? value : { granted: false, usedShare: 1 };
      },
      hook: async (request, body) => {
        const value = await ask((id) => ({ kind: "hook", ask: id, request, body }));
        return isThing(value) && "status" in value ? value : { status: 503, headers: [], body: "" };
      },
      redeem: async (token) => (await ask((id) => ({ kind: "redeem", ask: id, token }))) === true,
      lookUp: async (question) => {
        const value = await ask((id) => ({ kind: "lookUp", ask: id, question }));
        return typeof value === "object" && value !== null && "kind" in value ? value : { kind: "closed" };
      },
      createHold: async (hold) => void (await ask((id) => ({ kind: "createHold", ask: id, hold }))),
      giveBack: (attemptId, feeYen) => tell({ kind: "giveBack", attemptId, feeYen }),
      endHold: (id, orderRef, outcome) => tell({ kind: "endHold", id, orderRef, outcome }),
      record: (record) => {
        recorder.add(record);
        // What goes on from this try may come through another worker: the house must know of it first.
        if (record.outcome === "pending") recorder.flush();
      },
      expect: (visitorId, id, page) => {
        tell({ kind: "expect", visitorId, id, page });
      },
      shown: (visitorId, page, end) => tell({ kind: "shown", visitorId, page, end }),
      baited: (touch) => tell({ kind: "baited", touch }),
      keptOut: (sight) => tell({ kind: "keptOut", sight }),
      settle: (id, outcome, declineCode, orderRef) => {
        // The buyer's next page may be quicker than the batch: the try must be known before its end.
        recorder.flush();
        tell({ kind: "settle", id, outcome, declineCode, orderRef });
      },
    },
  };
}

function isThing(value: HouseValue): value is Reservation | Reply {
  return value !== null && typeof value === "object";
}

function noAnswer(why: string): MisemoriError {
  return new MisemoriError("gate.house-silent", why, "look at the disk and the load of this machine");
}

/** The house's end: carries a worker's words to the real house. */
export async function serveLine(
  house: House,
  message: WorkerMessage,
  reply: (answer: HouseMessage) => void,
): Promise<void> {
  switch (message.kind) {
    case "reserve":
      return answering(message.ask, house.reserve(message.attemptId, message.feeYen), reply);
    case "createHold":
      return answering(message.ask, house.createHold(message.hold), reply);
    case "redeem":
      return answering(message.ask, house.redeem(message.token), reply);
    case "hook":
      return answering(message.ask, house.hook(message.request, message.body), reply);
    case "lookUp":
      return answering(message.ask, house.lookUp(message.question), reply);
    case "giveBack":
      return house.giveBack(message.attemptId, message.feeYen);
    case "endHold":
      return house.endHold(message.id, message.orderRef, message.outcome);
    case "records":
      for (const record of message.records) house.record(record);
      return;
    case "expect":
      return house.expect(message.visitorId, message.id, message.page);
    case "shown":
      return house.shown(message.visitorId, message.page, message.end);
    case "baited":
      return house.baited(message.touch);
    case "keptOut":
      return house.keptOut(message.sight);
    case "settle":
      return house.settle(message.id, message.outcome, message.declineCode, message.orderRef);
    case "listening":
    case "decoys":
    case "trouble":
    case "failed":
      return;
  }
}

async function answering(
  ask: number,
  work: Promise<HouseValue | void>,
  reply: (answer: HouseMessage) => void,
): Promise<void> {
  try {
    reply({ kind: "answer", ask, ok: true, value: (await work) ?? null });
  } catch {
    reply({ kind: "answer", ask, ok: false, value: null });
  }
}
