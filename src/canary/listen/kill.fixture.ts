// A receiver in a process of its own, on a real records folder: killed by kill.test.ts while mail comes in.

import { systemClock } from "../../kernel/index.ts";
import { openSqliteStore } from "../../store/index.ts";
import { selfSigned } from "./certificate.ts";
import { createIntake } from "./intake.ts";
import { nameService, OURS } from "./mail.fixture.ts";
import { openReader } from "./reader.ts";
import { openReceiver } from "./receiver.ts";

const folder = process.argv[2] ?? "";
const store = await openSqliteStore({ folder });
const receiver = await openReceiver({
  listen: { host: "127.0.0.1", port: 0 },
  hostname: "mx.leak.example.jp",
  ours: () => OURS,
  certificate: await selfSigned("mx.leak.example.jp", Date.now()),
  intake: createIntake({
    canaries: store.canaries,
    mails: store.canaryMails,
    own: () => ({ systems: [], senders: [] }),
    reader: openReader({ resolve: nameService({}), onTrouble: () => undefined }),
    onKept: () => undefined,
  }),
  clock: systemClock(),
  onTrouble: () => undefined,
});
process.send?.({ port: receiver.port });
