// Writes journal, leases, holds and attempts as fast as it can until it is killed, and says on stdout what was
// acknowledged. Started by kill.test.ts only: node writer.ts FOLDER ROUND.

import { writeSync } from "node:fs";
import { openJournal, openSigningKey } from "../../src/journal/index.ts";
import { systemClock, yen } from "../../src/kernel/index.ts";
import { attemptOf } from "../../src/store/contract/index.ts";
import { openSqliteStore } from "../../src/store/index.ts";

const [folder = "", round = "0"] = process.argv.slice(2);
const clock = systemClock();
const store = await openSqliteStore({ folder });
const signingKey = await openSigningKey(`${folder}/journal.pem`);
const entries = store.journal;
const journal = await openJournal({
  entries,
  clock,
  mask: (text) => text,
  signingKey,
  checkpointEntries: 20,
});
// Written at once, past any buffer of ours: what the reader has seen, the store has promised.
const say = (line: string): unknown => writeSync(1, `${line}\n`);
say("ready");
for (let n = 0; ; n++) {
  const id = Number(round) * 1_000_000 + n;
  const written = await Promise.all(
    [0, 1, 2].map((part) => journal.write("drill.step", "misemori", { id, part })),
  );
  for (const entry of written) say(`journal ${entry.seq} ${entry.hash}`);
  const leaseId = `lease-${id}`;
  const { grantedYen } = await store.budget.lease({
    leaseId,
    atMs: clock.nowMs(),
    wantYen: yen(7),
    stepYen: yen(1),
    windows: [{ windowMs: 86_400_000, limitYen: yen(1_000_000), slotMs: 60_000 }],
  });
  say(`lease ${leaseId} ${grantedYen}`);
  await store.holds.create({
    id: `hold_${id}`,
    attemptId: `att_${id}`,
    createdAtMs: clock.nowMs(),
    orderRef: null,
    claimedRef: null,
    amountYen: 1,
    country: "JP",
    probability: 0.5,
    state: "held",
    decidedAtMs: null,
    decidedBy: null,
    note: null,
  });
  say(`hold hold_${id}`);
  const records = Array.from({ length: 20 }, (_, i) => attemptOf({ n: id * 20 + i }));
  await store.attempts.append(records);
  say(`attempts ${records.at(-1)?.facts.id}`);
}
