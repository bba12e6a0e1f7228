// The house's own rules, tried on the house. Each rule first proves on a small tree with a planted violation that it
// can see; a rule that sees nothing would otherwise look like a tidy house.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { brokenCatalogues } from "./house/catalogue.ts";
import { unfitPackages } from "./house/packages.ts";
import { PLANTED } from "./house/planted.ts";
import { untidiness } from "./house/tidiness.ts";
import { TIDY } from "./house/tidy.ts";
import { readHouse, type Violation } from "./house/tree.ts";
import { brokenWalls } from "./house/walls.ts";

async function inspect(root: string): Promise<Violation[]> {
  const house = readHouse(root);
  return [
    ...brokenWalls(house),
    ...untidiness(house),
    ...(await brokenCatalogues(house)),
    ...unfitPackages(house),
  ];
}

test("the house keeps its own rules", async () => {
  const root = join(import.meta.dirname, "..");
  const house = readHouse(root);
  assert.ok(house.sources.length > 30, "the house was read");
  assert.ok(house.sources.flatMap((source) => source.imports).length > 60, "its imports were seen");
  const found = await inspect(root);
  assert.deepEqual(found.map(({ rule, path, what }) => `${path}: ${what} [${rule}]`).sort(), []);
});

/** Lays the tidy house with some files changed, and says which rules are broken where. */
async function inspectPlanted(changes: Readonly<Record<string, string>>): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), "misemori-house-"));
  try {
    for (const [path, text] of Object.entries({ ...TIDY, ...changes })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const found = await inspect(root);
    return [...new Set(found.map(({ rule, path }) => `${rule} ${path}`))];
  } finally {
    rmSync(root, { recursive: true });
  }
}

test("a tidy house is not accused", async () => {
  assert.deepEqual(await inspectPlanted({}), []);
});

for (const { what, changes, seen } of PLANTED) {
  test(`sees ${what}`, async () => {
    assert.deepEqual(await inspectPlanted(changes), [seen]);
  });
}
