// What came back to the notice's address: returned mails make their people need letters, replies become inquiries of the person
// whose mail they answer. What a machine answered is neither.

import { createHash } from "node:crypto";
import type { Email } from "postal-mime";
import type { IncidentId } from "../../incidents/contract.ts";
import { INQUIRY_LIMITS } from "../../inquiries/contract.ts";
import { parsedMail } from "../../mailbox-files.ts";
import type { DispatchId, SendState } from "../../ports.ts";
import { nameIn, readBounces } from "../bounces/settle.ts";
import { rowsIn } from "../dispatch-rows.ts";
import { messageNameOf } from "../sending/mailer.ts";
import type { OutgoingDeps } from "./ground.ts";

export interface CollectWish {
  readonly incident: IncidentId;
  readonly by: string;
  readonly path: string;
  /** Whose bounces are looked for. */
  readonly id: DispatchId;
  /** Every notice of this incident by e-mail: any may be answered. */
  readonly notices: readonly DispatchId[];
  /** Mails to these addresses are answers even where the mail program did not say to what. */
  readonly addresses: readonly string[];
  /** What is older cannot answer it. */
  readonly sinceMs: number;
}

export interface Collected {
  readonly mails: number;
  readonly bounced: number;
  readonly replies: number;
}

interface Reply {
  /** Names of the mails it answers. */
  readonly answers: readonly string[];
  readonly key: string;
  readonly atMs: number | null;
  readonly name: string;
  readonly contact: string;
  readonly words: string;
}

/** Held at once, some kilobytes each; then they are laid down. */
const REPLIES_HELD_MAX = 500;
/** Ids a reply may name; a long exchange names some dozens. */
const IDS_MAX = 100;
const WORDS_CHARS_MAX = 200_000;

/** Throws "bounces.unreadable", "bounces.many", and what vault and record throw; read again, everything is there once. */
export async function collectMails(deps: OutgoingDeps, wish: CollectWish): Promise<Collected> {
  const addresses = new Set(wish.addresses.map((address) => address.toLowerCase()));
  let replies = 0;
  let held: Reply[] = [];
  const layDown = async (): Promise<void> => {
    replies += await asInquiries(deps, wish, held);
    held = [];
  };
  const { mails, bounced } = await readBounces(wish.path, wish.id, {
    dispatches: deps.dispatches,
    clock: deps.clock,
    language: deps.settings().language,
    onOther: async (raw) => {
      const mail = await parsedMail(raw);
      if (mail === null) return;
      held.push(replyOf(mail, raw, addresses, wish.sinceMs));
      if (held.length >= REPLIES_HELD_MAX) await layDown();
    },
  });
  await layDown();
  return { mails, bounced, replies };
}

/** Those that answer one of ours, or came to the notice's own address since it went out. */
async function asInquiries(
  { dispatches, inquiries }: OutgoingDeps,
  { incident, by, notices }: CollectWish,
  replies: readonly Reply[],
): Promise<number> {
  const people = await answeredPeople(
    dispatches,
    notices,
    new Set(replies.flatMap(({ answers }) => answers)),
  );
  let made = 0;
  for (const { answers, key, atMs, name, contact, words } of replies) {
    const person = answers.map((one) => people.get(one)).find((one) => one !== undefined) ?? null;
    const isToUs = answers.includes(TO_US);
    if ((person === null && !isToUs) || (await inquiries.has(incident, key))) continue;
    const asked = { channel: "email", person, atMs, name, contact, words, inquiry: null, key } as const;
    const answer = await inquiries.ask(incident, by, asked);
    if (answer.ok) made++;
  }
  return made;
}

/** Stands among the names a reply answers when it came to the notice's own address; no name has a blank. */
const TO_US = "to us";
const STATES: readonly SendState[] = ["sent", "unknown", "bounced"];

/** Names of mails and their people, by making each row's name again. */
async function answeredPeople(
  dispatches: OutgoingDeps["dispatches"],
  notices: readonly DispatchId[],
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const people = new Map<string, string>();
  if (![...wanted].some((name) => name !== TO_US)) return people;
  for (const id of notices)
    for (const state of STATES)
      for await (const { personId } of rowsIn(dispatches, id, state)) {
        const name = messageNameOf(id, personId);
        if (wanted.has(name)) people.set(name, personId);
      }
  return people;
}

function replyOf(mail: Email, raw: Uint8Array, addresses: ReadonlySet<string>, sinceMs: number): Reply {
  const named = `${mail.inReplyTo ?? ""} ${mail.references ?? ""}`.match(/<[^<>\s]{3,200}>/g) ?? [];
  const atMs = Date.parse(mail.date ?? "");
  const isLater = !Number.isFinite(atMs) || atMs >= sinceMs;
  const to = [...(mail.to ?? []), ...(mail.cc ?? [])].some(
    ({ address = "" }) => isLater && addresses.has(address.toLowerCase()),
  );
  const id = mail.messageId ?? createHash("sha256").update(raw).digest("hex");
  return {
    answers: [...named.slice(-IDS_MAX).map(nameIn), ...(to ? [TO_US] : [])],
    key: `mail:${createHash("sha256").update(id).digest("hex")}`,
    atMs: Number.isFinite(atMs) ? atMs : null,
    name: mail.from?.name ?? "",
    contact: mail.from?.address ?? "",
    words: ownWords(mail),
  };
}

/** Without what it quotes: our own letter, below every answer. */
function ownWords({ subject = "", text, html }: Email): string {
  const whole = (text ?? (html ?? "").slice(0, WORDS_CHARS_MAX).replaceAll(/<[^<>]{0,2000}>/g, " ")).slice(
    0,
    WORDS_CHARS_MAX,
  );
  const own = whole
    .split(/\r?\n/)
    .filter((line) => !/^\s{0,10}>/.test(line))
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
  return `${subject.trim()}\n${own}`.trim().slice(0, INQUIRY_LIMITS.wordsCharsMax);
}
