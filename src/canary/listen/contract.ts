// The shapes of listening: what is believed of a mail that came to a canary, and what it was judged to be. Facts only: no text of the
// mail, no address of a person, nothing that was opened.

export type Verdict =
  | "pass"
  | "fail"
  | "softfail"
  | "neutral"
  | "none"
  | "policy"
  | "temperror"
  | "permerror"
  | "unknown";

export interface Attachment {
  /** Shortened and scrubbed. */
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface MailFacts {
  /** Our own clock at the end of the mail, or the day a folder has it from; what headers say is not believed. */
  readonly receivedAtMs: number;
  /** "folder": another mail server took it, and it was read there (Maildir, mbox, IMAP). */
  readonly way: "smtp" | "folder";
  /** Domain of the envelope sender; "" for the null sender of delivery reports. */
  readonly envelopeDomain: string;
  /** Domain of the From header; "" when it has none that can be read. */
  readonly fromDomain: string;
  readonly remoteAddress: string;
  readonly helo: string;
  /** SHA-256 of the Message-ID, 16 hex digits; "" without one. */
  readonly messageId: string;
  readonly subject: string;
  /** Where links lead to. Never followed. */
  readonly hosts: readonly string[];
  readonly attachments: readonly Attachment[];
  readonly spf: Verdict;
  readonly dkim: Verdict;
  readonly dmarc: Verdict;
  /** Domains that SPF or DKIM prove to have sent it. */
  readonly proven: readonly string[];
  /** Received headers. */
  readonly hops: number;
  readonly isReport: boolean;
  /** Auto-Submitted: auto-replied, an absence note or the like. */
  readonly isReply: boolean;
  readonly bytes: number;
  /** False: only the head was read for what it tells; hosts and attachments are not known. */
  readonly isWhole: boolean;
}

/** Why a mail to a canary is no hint of a leak. */
export const SET_ASIDE = [
  /** Nobody was planted under that address: guessed, or mistyped. */
  "unknown-address",
  "retired",
  /** It came before the canary was planted: the clock or the register is wrong. */
  "before-planting",
  /** Proven to come from whom the list was given to, or from the shop itself. */
  "own-sender",
  /** Says so, but the name service could not be asked, or the mail came without its end: not proven, not refuted. */
  "own-sender-unchecked",
  /** Somebody sent mail in the canary's name, and a server brings it back. */
  "delivery-report",
  "automatic-reply",
  /** It went round in circles. */
  "loop",
] as const;
export type SetAside = (typeof SET_ASIDE)[number];

export interface GivenTo {
  readonly name: string;
  /** Domains its own mail is signed with, or sent from. */
  readonly senders: readonly string[];
}

/** To whom the shop gave its list, and the shop's own mail domains. */
export interface OwnSenders {
  readonly systems: readonly GivenTo[];
  readonly senders: readonly string[];
}

export const LISTEN_LIMITS = {
  /** Mail servers send this much; spam is small. */
  mailBytesMax: 10 * 1024 * 1024,
  /**
   * Up to this a mail is read whole, beyond it its head alone: readers of mail take some ten microseconds a line. Signatures are
   * verified over all of it: that costs a tenth of a second for 10 MB, however short its lines are.
   */
  wholeBytesMax: 2 * 1024 * 1024,
  wholeLinesMax: 20_000,
  /** Hosts, attachments and proven domains kept of one mail. */
  listedMax: 30,
  subjectCharsMax: 100,
  nameCharsMax: 80,
  /** More Received headers than any honest way has (RFC 5321 §6.3 asks for at least 100 before refusing; mail has 3 to 10). */
  hopsMax: 50,
  /** Text searched for links. */
  textCharsMax: 1_000_000,
} as const;
