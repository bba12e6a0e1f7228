// A process for the kill test: writes one version and keeps facts on a real SQLite record, and kills itself at the place named. Says
// at its end how the papers stand. Arguments: folder, place ("": lives), what to do ("write" or "look").

import { randomBytes } from "node:crypto";
import { manualClock } from "../../../kernel/index.ts";
import { openSqliteStore } from "../../../store/index.ts";
import type { IncidentId } from "../../incidents/contract.ts";
import { openIncidentRecord } from "../../incidents/record.ts";
import { vaultIn } from "../../vault/vault.fixture.ts";
import { CARD_LEAK } from "../draft/facts.fixture.ts";
import { createPaperDesk } from "./desk.ts";
import { MAIL, OWNER, SHOP } from "./stage.fixture.ts";

const [folder = "", place = "", doing = "look"] = process.argv.slice(2);
const INCIDENT: IncidentId = "incident_kill";
const store = await openSqliteStore({ folder });
const vault = vaultIn(folder);
const clock = manualClock();
const dieAt = (here: string): void => {
  if (here === place) process.kill(process.pid, "SIGKILL");
};
const journal = { write: async () => undefined, newest: async () => ({ sinceMs: 0, seqOf: new Map() }) };
const record = openIncidentRecord({
  records: {
    ...store.incidents,
    append: async (entry) => {
      const isIn = await store.incidents.append(entry);
      dieAt(`entry-${entry.fact.kind}`);
      return isIn;
    },
  },
  vault,
  journal,
  clock,
  ground: () => ({ timeZone: "Asia/Tokyo", ownerOf: () => "花子", available: new Set() }),
  onChange: () => undefined,
  onTrouble: () => undefined,
});
const papers = createPaperDesk({
  record,
  vault: {
    ...vault,
    put: async (incident, name, source) => {
      const done = await vault.put(incident, name, source);
      dieAt(`text-${name.split("-")[0]}`);
      return done;
    },
  },
  journal,
  clock,
  shop: () => SHOP,
  language: "ja",
  gone: new AbortController().signal,
});
if ((await record.view(INCIDENT)) === null) {
  await vault.create(INCIDENT);
  const fact = { kind: "opened", type: "card-leak", title: "", hintAtMs: 0, alert: null } as const;
  await record.add(INCIDENT, OWNER, () => ({ fact: { ...fact, source: "staff", channel: "own" } }));
}
if (doing === "write") {
  const text = `件名: お知らせ ${randomBytes(4).toString("hex")}\n\n本文。`;
  const before = await papers.paper(INCIDENT, MAIL, null, "ja");
  const wish = { key: MAIL, text, before: before.ok ? before.value.version : 0, askedBy: "", why: "" };
  await papers.write(INCIDENT, OWNER, wish, "ja");
  const facts = await papers.facts(INCIDENT);
  const known = facts.ok ? facts.value.sha256 : null;
  await papers.keepFacts(INCIDENT, OWNER, { facts: { ...CARD_LEAK, cause: text }, before: known });
}
const paper = await papers.paper(INCIDENT, MAIL, null, "ja");
const facts = await papers.facts(INCIDENT);
const boxes = await vault.list(INCIDENT);
process.stdout.write(
  JSON.stringify({
    versions: paper.ok ? paper.value.versions.map(({ version }) => version) : paper.fault,
    text: paper.ok ? paper.value.text : "",
    facts: facts.ok ? facts.value.sha256 : facts.fault,
    boxes: boxes.length,
  }),
);
await store.close();
