// What reading a mail is, wherever it happens, and the words between the guard and the thread that reads. The thread itself is
// reader.ts and reading-thread.ts.

import { addressedIn, type Addressed } from "./addressed.ts";
import type { MailFacts } from "./contract.ts";
import { factsOf, type Arrived } from "./facts.ts";
import type { Resolve } from "./verdicts.ts";

export interface MailReader {
  /** Rejects with "canary.busy" when too many mails wait already. */
  facts(raw: Uint8Array, envelope: Arrived): Promise<MailFacts>;
  addressed(raw: Uint8Array): Promise<Addressed>;
}

/** Reads where it is called: for the thread itself, and for tests. */
export function readHere(resolve: Resolve): MailReader {
  return { facts: (raw, envelope) => factsOf(raw, envelope, resolve), addressed: addressedIn };
}

/** One mail to be read; `envelope` only where its facts are asked for. */
export type ReadingOrder =
  | { readonly kind: "facts"; readonly id: number; readonly raw: Uint8Array; readonly envelope: Arrived }
  | { readonly kind: "addressed"; readonly id: number; readonly raw: Uint8Array };

export type ToThread =
  | ReadingOrder
  | { readonly kind: "named"; readonly id: number; readonly records: string[] | string[][] }
  | { readonly kind: "unnamed"; readonly id: number; readonly code: string };

export type FromThread =
  | { readonly kind: "ready" }
  | { readonly kind: "read"; readonly id: number; readonly what: MailFacts | Addressed }
  | { readonly kind: "failed"; readonly id: number; readonly why: string }
  /** The name service is asked by the guard: the thread opens no connection. */
  | { readonly kind: "asked"; readonly id: number; readonly name: string; readonly type: string };
