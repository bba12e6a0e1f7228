// The contract between the wire and the judgement: what arrived, and which way it goes. The wire (server, upstream,
// framing, time-outs) knows nothing of cards; the judgement knows nothing of sockets.

import type { Ip } from "../../kernel/index.ts";

/** A request whose head was parsed and found lawful. Nothing of the body has been read. */
export interface ArrivedRequest {
  readonly method: string;
  /** Raw request target in origin form, e.g. "/checkout?x=1". */
  readonly target: string;
  /** Path part of `target`, percent-decoded only for unreserved characters, dot segments removed: for matching, never forwarded. */
  readonly path: string;
  readonly query: string;
  /** Header names and values in arrival order: [name, value, name, value…], names as sent. */
  readonly rawHeaders: readonly string[];
  /** Lower-cased names; duplicates joined as HTTP says. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly httpVersion: "1.0" | "1.1" | "2.0";
  /** The buyer's address: the socket's, or the last untrusted one in Forwarded/X-Forwarded-For from a trusted proxy. */
  readonly clientIp: Ip;
  readonly scheme: "http" | "https";
  readonly host: string;
}

/** A whole answer made by the gate itself. */
export interface Reply {
  readonly status: number;
  /** [name, value] pairs; Content-Length and Date are added by the wire. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | Uint8Array;
}

/** What the shop answered, as far as the watcher asked for it. */
export interface ShopAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Decoded body (gzip, br, deflate, zstd undone) up to the asked bytes; undefined when longer or unreadable. */
  readonly body: Uint8Array | undefined;
  /** From the last request byte sent to the first response byte. */
  readonly shopMs: number;
}

export interface Forward {
  readonly kind: "forward";
  /** Added to the request towards the shop. Client headers beginning with "misemori-" are always removed by the wire. */
  readonly requestHeaders?: readonly (readonly [string, string])[];
  /** Added to the shop's response towards the client (e.g. Set-Cookie). */
  readonly responseHeaders?: readonly (readonly [string, string])[];
  /** Lower-cased names of the client's fields that do not go to the shop; `requestHeaders` may put others in their place. */
  readonly without?: readonly string[];
  /**
   * Looks at the fields of the shop's answer ([name, value…] as sent) before the buyer gets them: `drop` are lower-cased
   * names that are left out, `add` goes in beside `responseHeaders`. Quick, and must not throw.
   */
  readonly amend?: (raw: readonly string[]) => {
    readonly drop: readonly string[];
    readonly add: readonly (readonly [string, string])[];
  };
  /** Body to send instead of the client's (only after `read`, used by sealed forms). */
  readonly body?: Uint8Array;
  /** Other method/target/content-type to use with `body` (sealed forms). */
  readonly as?: { readonly method: string; readonly target: string; readonly contentType: string };
  /** Called once with the shop's answer. With `holdAnswer` the client gets the answer only after the promise settles. */
  readonly watch?: {
    readonly bodyBytesMax: number;
    readonly holdAnswer: boolean;
    /** Never rejects. Called with undefined when the shop gave no answer (reset, time-out, client gone before the head). */
    readonly seen: (answer: ShopAnswer | undefined) => void | Promise<void>;
  };
}

export type Way =
  | Forward
  | { readonly kind: "answer"; readonly reply: Reply }
  | {
      /** Read the whole body first (413 beyond `bodyBytesMax`), then decide. A throw in `proceed` becomes `onFailure`. */
      readonly kind: "read";
      readonly bodyBytesMax: number;
      readonly proceed: (
        body: Uint8Array,
        gone: AbortSignal,
      ) => Promise<Exclude<Way, { readonly kind: "read" }>>;
    };

export interface GateHandler {
  /** Called for every lawful request; must be quick and must not throw (a throw forwards the request: shop pages fail open). */
  receive(request: ArrivedRequest): Way;
}
