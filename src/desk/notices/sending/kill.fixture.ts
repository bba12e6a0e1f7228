// A process for the kill test and the bench: sends a notice to made-up people from a real SQLite record, until it is done or
// killed. Prints one line when it has ended by itself.

import { fine, systemClock, systemRandom } from "../../../kernel/index.ts";
import { openSqliteStore } from "../../../store/index.ts";
import type { DispatchId } from "../../ports.ts";
import type { Addressee } from "../contract.ts";
import { CARD_LEAK } from "../draft/facts.fixture.ts";
import { mailFiller } from "../render/mail-filler.ts";
import { readNotice } from "../text.ts";
import { createNoticeMailer } from "./mailer.ts";
import { sendNotice } from "./sender.ts";

const [folder = "", port = "0", count = "0", atOnce = "8"] = process.argv.slice(2);
const ID: DispatchId = "incident_1:1:email";

async function* people(): AsyncGenerator<Addressee> {
  for (let n = 0; n < Number(count); n++) {
    const name = `客${n}`;
    const email = `p${n}@d${n % 500}.example.jp`;
    const personId = `p${String(n).padStart(7, "0")}`;
    yield { personId, name, email, postcode: "", address: [], orders: [], items: [], class: "confirmed" };
  }
}

const store = await openSqliteStore({ folder });
await store.dispatches.put({
  id: ID,
  createdAtMs: Date.now(),
  by: "test",
  state: "running",
  scopeRunId: "r",
});
const mailer = createNoticeMailer({
  from: "shop@example.jp",
  server: { host: "127.0.0.1", port: Number(port), tls: "none" },
  // As the desk has it: each connection has one on its way and one to come.
  connectionsMax: Math.max(1, Number(atOnce) / 2),
  timeoutMs: 5_000,
});
const text = "お客様のカード情報が漏えいしました。\n\n".repeat(40);
const filler = mailFiller(readNotice(`件名: {{name}} 様\n\n{{name}} 様\n\n${text}`), null, CARD_LEAK);
const end = await sendNotice(
  ID,
  {
    dispatches: store.dispatches,
    mailer,
    clock: systemClock(),
    random: systemRandom(),
    people,
    mailFor: (person) => (filler.ok ? fine(filler.value(person)) : filler),
    domain: "example.jp",
    limits: {
      atOnce: Number(atOnce),
      perDomainPerSecond: Number.POSITIVE_INFINITY,
      retryFirstMs: 20,
      retryMaxMs: 50,
      lookEveryMs: 5,
    },
    onTrouble: (error) => process.stderr.write(`${String(error)}\n`),
  },
  new AbortController().signal,
);
process.stdout.write(`${end} ${JSON.stringify(await store.dispatches.counts(ID))}\n`);
mailer.close();
await store.close();
