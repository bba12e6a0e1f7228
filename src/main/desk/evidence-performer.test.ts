// The act "preserve evidence" on a real folder: encrypted to whom the configuration names, never in clear for want of the key,
// and one bag for one click.

import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readConfigBytes } from "../../config/index.ts";
import { systemClock } from "../../kernel/index.ts";
import { openSqliteStore } from "../../store/index.ts";
import { createEvidenceActs } from "./evidence.ts";
import { evidenceKeeper } from "./evidence-performer.ts";

const REQUEST = { incident: "incident_1", target: "", why: "調査", by: "owner:花子" } as const;

test("a click packs what only the configured recipient can open, and nothing when his key cannot be read", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "misemori-keeper-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const recordsFolder = join(folder, "records");
  await (await openSqliteStore({ folder: recordsFolder })).close();
  writeFileSync(join(folder, "access.log"), "a planted line of the log\n");
  const keys = generateKeyPairSync("x25519");
  const file = join(folder, "misemori.yaml");
  const keeperWith = (encryptTo: string) => {
    const text = `shop: { name: 丸井, url: https://a.jp, upstream: "http://127.0.0.1:1" }\nplatform: { preset: vendure }\nrecords: { folder: records }\nincidents: { preserve: [access.log] }\n${encryptTo}`;
    writeFileSync(file, text);
    const read = readConfigBytes(Buffer.from(text), file, { env: {}, language: "ja" });
    assert.ok(read.ok);
    const { loaded } = read;
    const gone = new AbortController().signal;
    return evidenceKeeper({ clock: systemClock(), loaded: () => loaded, language: "en", gone });
  };
  const sealing = keeperWith("evidence: { encryptTo: police.pem }\n");
  for (const pem of [null, "no key", keys.privateKey.export({ type: "pkcs8", format: "pem" })]) {
    if (pem !== null) writeFileSync(join(folder, "police.pem"), pem);
    const refused = await sealing.perform({ ...REQUEST, key: "k1" });
    assert.equal(refused.ok ? "" : refused.code, "evidence.key");
    assert.ok(!readdirSync(folder).includes("records-evidence"), "nothing was packed in clear");
  }
  writeFileSync(join(folder, "police.pem"), keys.publicKey.export({ type: "spki", format: "pem" }));
  const done = await sealing.perform({ ...REQUEST, key: "k1" });
  assert.ok(done.ok, done.ok ? "" : done.message);
  const bags = join(folder, "records-evidence");
  const [bag = "", ...others] = readdirSync(bags);
  assert.deepEqual([bag.endsWith(".tar.zst.sealed"), others, done.value.evidence?.bag], [true, [], bag]);
  assert.deepEqual(done.value.outcome, "preserved");
  assert.ok(!readFileSync(join(bags, bag)).includes("planted line"));
  writeFileSync(join(folder, "private.pem"), keys.privateKey.export({ type: "pkcs8", format: "pem" }));
  const acts = createEvidenceActs();
  const out = join(folder, "opened.tar.zst");
  const opened = await acts.openEvidence({
    path: join(bags, bag),
    keyPath: join(folder, "private.pem"),
    out,
  });
  assert.ok(opened.ok);
  const checked = await acts.checkEvidence({ path: out, caFile: null, onProgress: () => undefined });
  assert.ok(checked.ok && checked.value.ok);
  // The same click after the configuration was changed finds its bag; another one packs as it is configured now.
  const plain = keeperWith("");
  const again = await plain.perform({ ...REQUEST, key: "k1" });
  assert.deepEqual(again.ok ? again.value.evidence : null, done.value.evidence);
  const other = await plain.perform({ ...REQUEST, key: "k2" });
  assert.match(other.ok ? (other.value.evidence?.bag ?? "") : "", /\.tar\.zst$/);
});
