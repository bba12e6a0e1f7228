// The limit on connections stays within the file handles the system allows.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readConfigBytes } from "../config/index.ts";
import { openFilesMax, withinHandles } from "./handles.ts";
import { gateSettings } from "./settings.ts";

function settingsWith(limits: string): ReturnType<typeof gateSettings> {
  const text = `shop: { name: a, url: "https://a.example.jp", upstream: "http://127.0.0.1:3000" }
platform: { preset: eccube4 }
gate: { limits: { ${limits} } }
`;
  const reading = readConfigBytes(new TextEncoder().encode(text), "/a/misemori.yaml", {
    env: {},
    language: "en",
  });
  assert.ok(reading.ok, JSON.stringify(reading));
  return gateSettings(reading.loaded.config);
}

test("reads the system's word, and says nothing where the system does not", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "misemori-handles-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "limits");
  assert.equal(openFilesMax(file), undefined);
  writeFileSync(
    file,
    "Limit  Soft Limit Hard Limit Units\nMax open files            4096                 20000   files\n",
  );
  assert.equal(openFilesMax(file), 4_096);
  writeFileSync(file, "Max open files            unlimited            unlimited            files\n");
  assert.equal(openFilesMax(file), undefined);
});

test("leaves room for the shop's side and the guard's own files, and never allows more than wished", () => {
  const settings = settingsWith("connectionsMax: 20000, upstreamConnectionsMax: 80");
  assert.equal(withinHandles(settings, 20_000).limits.connectionsMax, 19_600);
  assert.equal(withinHandles(settings, 65_536).limits.connectionsMax, 20_000);
  assert.equal(withinHandles(settings, undefined).limits.connectionsMax, 20_000);
  assert.equal(withinHandles(settings, 64).limits.connectionsMax, 10);
});
