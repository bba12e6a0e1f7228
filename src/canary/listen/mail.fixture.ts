// A receiver on a free port with a record of its own, a name service that knows what the test tells it, and a way to send to it.

import type { TestContext } from "node:test";
import { generateKeyPairSync } from "node:crypto";
import { createTransport } from "nodemailer";
import type { Options } from "nodemailer/lib/mailer/index.js";
import { systemClock } from "../../kernel/index.ts";
import { openMemoryStore, type Store } from "../../store/index.ts";
import type { PlantedCanary } from "../ports.ts";
import { selfSigned } from "./certificate.ts";
import type { MailFacts, OwnSenders } from "./contract.ts";
import { createIntake, type IntakeDeps } from "./intake.ts";
import { openReceiver, type Receiver, type ReceiverDeps } from "./receiver.ts";
import { readHere } from "./reading.ts";
import type { Resolve } from "./verdicts.ts";

export const DOMAIN = "leak.example.jp";
export const OURS = { domains: [DOMAIN], mailboxes: ["info@shop.example.jp"] };
const DAY_MS = 86_400_000;

export function canaryOf(name: string, more: Partial<PlantedCanary> = {}): PlantedCanary {
  return {
    id: `cn_${name}`,
    address: `${name}@${DOMAIN}`,
    system: "倉庫",
    period: "2026-W47",
    plantedAtMs: Date.now() - 7 * DAY_MS,
    retiredAtMs: null,
    ...more,
  };
}

/** Names that are not in `zone` do not exist; a value of null cannot be asked. */
export function nameService(zone: Readonly<Record<string, string[] | null>>): Resolve {
  return async (name, type) => {
    const found = zone[`${type} ${name}`];
    if (found === undefined || found === null)
      throw Object.assign(new Error("no"), { code: found === null ? "ETIMEOUT" : "ENOTFOUND" });
    return type === "TXT" ? found.map((one) => [one]) : found;
  };
}

export interface DkimKey {
  readonly privateKey: string;
  /** The TXT record. */
  readonly record: string;
}

export function dkimKey(): DkimKey {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const der = publicKey.export({ type: "spki", format: "der" }).toString("base64");
  return {
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }),
    record: `v=DKIM1; k=rsa; p=${der}`,
  };
}

export interface Stage {
  readonly store: Store;
  readonly receiver: Receiver;
  readonly troubles: unknown[];
  /** What nodemailer got as an answer; rejects when it was refused. */
  send(mail: Options): Promise<string>;
  /** Outcome and facts of all kept mails. */
  kept(): Promise<readonly { outcome: string; canary: string; times: number; facts: MailFacts | null }[]>;
}

const certificate = selfSigned("mx.leak.example.jp", Date.now());

export async function openStage(
  t: TestContext,
  more: {
    readonly own?: OwnSenders;
    readonly resolve?: Resolve;
    readonly reader?: IntakeDeps["reader"];
    readonly keep?: IntakeDeps["mails"]["keep"];
    readonly receiver?: Partial<ReceiverDeps>;
  } = {},
): Promise<Stage> {
  const store = openMemoryStore();
  const troubles: unknown[] = [];
  const receiver = await openReceiver({
    listen: { host: "127.0.0.1", port: 0 },
    hostname: "mx.leak.example.jp",
    ours: () => OURS,
    certificate: await certificate,
    intake: createIntake({
      canaries: store.canaries,
      mails: more.keep === undefined ? store.canaryMails : { keep: more.keep },
      own: () => more.own ?? { systems: [], senders: [] },
      reader: more.reader ?? readHere(more.resolve ?? nameService({})),
      onKept: () => undefined,
    }),
    clock: systemClock(),
    onTrouble: (error) => troubles.push(error),
    ...more.receiver,
  });
  t.after(() => receiver.close());
  return {
    store,
    receiver,
    troubles,
    send: async (mail) => {
      const post = createTransport({
        host: "127.0.0.1",
        port: receiver.port,
        name: "sender.example",
        tls: { rejectUnauthorized: false },
      });
      try {
        const { response } = (await post.sendMail(mail)) as { response: string };
        return response;
      } finally {
        post.close();
      }
    },
    kept: async () =>
      (await store.canaryMails.list("all")).map(({ outcome, canary, times, facts }) => ({
        outcome,
        canary,
        times,
        facts: facts === "" ? null : (JSON.parse(facts) as MailFacts),
      })),
  };
}
