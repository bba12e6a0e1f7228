// What is published of the configuration (schema for editors, page of keys) equals the code. UPDATE_PUBLISHED=1 rewrites it.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { configJsonSchema, configSchema, readConfigBytes } from "./index.ts";
import type { JsonSchema } from "./json-schema.ts";
import { keyWords } from "./keys.ts";
import { configurationTable } from "./page.ts";

const schemaFile = fileURLToPath(new URL("../../misemori.schema.json", import.meta.url));
const pageFile = fileURLToPath(new URL("../../docs/configuration.md", import.meta.url));
const update = process.env["UPDATE_PUBLISHED"] === "1";

function pathsOf(schema: JsonSchema, path: string): string[] {
  return [
    ...(path === "" ? [] : [path]),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) =>
      pathsOf(inner, path === "" ? name : `${path}.${name}`),
    ),
    ...(schema.items === undefined ? [] : pathsOf(schema.items, path)),
    ...(schema.anyOf ?? []).flatMap((inner) => pathsOf(inner, path)),
  ];
}

test("every key of the schema has a Japanese and an English sentence, and no sentence is left over", () => {
  const paths = [...new Set(pathsOf(configJsonSchema(), ""))].sort();
  assert.deepEqual(Object.keys(keyWords).sort(), paths);
  for (const [path, { ja, en }] of Object.entries(keyWords)) {
    assert.ok(ja.endsWith("。") || ja.endsWith("」"), `${path}: ${ja}`);
    assert.ok(en.endsWith("."), `${path}: ${en}`);
    assert.match(ja, /[\u3040-\u30ff\u4e00-\u9fff]/, path);
  }
});

test("the published schema equals the code", () => {
  const made = `${JSON.stringify(configJsonSchema(), null, 2)}\n`;
  if (update) writeFileSync(schemaFile, made);
  assert.equal(readFileSync(schemaFile, "utf8"), made);
});

test("the documentation's table of keys equals the code", () => {
  const page = readFileSync(pageFile, "utf8");
  const [, head = "", , tail = ""] =
    /^([\s\S]*<!-- keys:[^\n]*-->\n)([\s\S]*)(<!-- \/keys -->[\s\S]*)$/.exec(page) ?? [];
  assert.notEqual(head, "");
  const made = `${head}\n${configurationTable()}\n${tail}`;
  if (update) writeFileSync(pageFile, made);
  assert.equal(readFileSync(pageFile, "utf8"), made);
});

test("the examples in the documentation are lawful configurations", () => {
  const examples = [...readFileSync(pageFile, "utf8").matchAll(/```yaml\n([\s\S]*?)```/g)].map(
    (m) => m[1] ?? "",
  );
  const shops = examples.filter((text) => text.startsWith("shop:"));
  const platforms = examples.filter((text) => text.startsWith("platform:"));
  assert.equal(shops.length, 1);
  assert.equal(platforms.length, 1);
  const base = "shop: { name: a, url: https://a.jp, upstream: http://127.0.0.1:3000 }\n";
  for (const text of [shops[0] ?? "", base + (platforms[0] ?? "")]) {
    const reading = readConfigBytes(new TextEncoder().encode(text), "/nowhere/misemori.yaml", {
      env: {},
      language: "en",
    });
    const keys = reading.ok ? [] : reading.problems.filter((p) => p.severity === "error").map((p) => p.key);
    // The secret file of the example does not exist here; nothing else may be wrong.
    assert.deepEqual(
      keys.filter((key) => key !== "problem.secretUnreadable"),
      [],
    );
  }
  assert.ok(configSchema);
});
