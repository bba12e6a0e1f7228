// What is sealed and sent along with a challenge: the errand (for whom, how heavy, until when) and the buyer's own form.

import type { Seals } from "./sealing.ts";

/** Checkout forms with every address line stay far below this; longer ones are sent again by the buyer himself. */
export const SEALED_BODY_BYTES_MAX = 64 * 1024;

export interface Errand {
  readonly cost: number;
  readonly visitorTag: string;
  readonly networkTag: string;
  readonly expiresAtMs: number;
}

export interface SealedForm extends Errand {
  readonly method: string;
  readonly target: string;
  readonly contentType: string;
  readonly checkoutPath: string;
  readonly nonce: string;
  /** Solutions that failed so far. */
  readonly tries: number;
  readonly body: Uint8Array;
}

export function sealErrand(seals: Seals, errand: Errand): string {
  const { cost, visitorTag, networkTag, expiresAtMs } = errand;
  return seals.seal("errand", Buffer.from(JSON.stringify([cost, visitorTag, networkTag, expiresAtMs])));
}

export function openErrand(seals: Seals, text: string): Errand | undefined {
  const opened = text === "" ? undefined : seals.open("errand", text);
  if (opened === undefined) return undefined;
  const [cost, visitorTag, networkTag, expiresAtMs] = JSON.parse(opened.toString("utf8")) as [
    number,
    string,
    string,
    number,
  ];
  return { cost, visitorTag, networkTag, expiresAtMs };
}

/** Head as JSON, a zero byte, then the body as it came: bytes are carried unchanged whatever their encoding. */
export function sealForm(seals: Seals, form: SealedForm): string {
  const { body, ...head } = form;
  return seals.seal("form", Buffer.concat([Buffer.from(JSON.stringify(head)), Buffer.of(0), body]));
}

export function openForm(seals: Seals, text: string): SealedForm | undefined {
  const opened = seals.open("form", text);
  if (opened === undefined) return undefined;
  const end = opened.indexOf(0);
  const head = JSON.parse(opened.toString("utf8", 0, end)) as Omit<SealedForm, "body">;
  return { ...head, body: opened.subarray(end + 1) };
}
