// Time stamps by somebody else's clock (RFC 3161): what is asked, what an answer proves, and why one proves nothing.

/** Each has its sentence in the command line's words. */
export type StampFault =
  | "unreadable"
  | "refused"
  | "other-content"
  | "other-nonce"
  | "bad-signature"
  | "unknown-authority"
  | "out-of-date"
  | "not-for-stamps"
  | "revoked";

export type StampVerdict =
  | {
      readonly ok: true;
      /** The authority's time, to be read with its accuracy (seconds; null when it names none). */
      readonly atMs: number;
      readonly accuracySeconds: number | null;
      /** The signer's common name. */
      readonly authority: string;
      /** Hex. */
      readonly serial: string;
    }
  | { readonly ok: false; readonly fault: StampFault; readonly detail: string };

/** Whom to believe: certificates of authorities, and lists of those they have revoked, as read from a PEM file. */
export interface Trusted {
  readonly certificates: readonly Uint8Array[];
  readonly revocationLists: readonly Uint8Array[];
}
