// A scope in a vault: kept once, run again from what was kept with the same result, and refused when an input changed meanwhile.

import assert from "node:assert/strict";
import { createReadStream } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { manualClock } from "../../kernel/index.ts";
import type { IncidentId } from "../incidents/contract.ts";
import { textOf, vaultFolder, vaultIn } from "../vault/vault.fixture.ts";
import { compareScope } from "./compare.ts";
import { keepScope, keptInputs, keptLists } from "./keep.ts";
import { runScope } from "./run.ts";
import { HEADS, requestFor, shop } from "./shop.fixture.ts";

const ID: IncidentId = "incident_scope";
const TOOLS = { clock: manualClock(), language: "en" } as const;
const ROWS = `${HEADS}1,2019-03-01,クレジットカード,発送済み,a@example.jp,1\r\n2,2019-03-02,代金引換,発送済み,b@example.jp,2\r\n`;

test("what was kept gives the same run again, packed files too, and is kept once", async (t) => {
  const { write } = shop(t);
  const vault = vaultIn(vaultFolder(t));
  await vault.create(ID);
  const orders = write("o.csv.gz", gzipSync(ROWS));
  const customers = write("c.csv", "id,email\r\n9,c@example.jp\r\n");
  const request = requestFor(
    [
      ["orders", orders],
      ["customers", customers],
      ["orders", orders],
    ],
    {},
  );
  const answer = await runScope(request, TOOLS);
  const kept = await keepScope(vault, ID, answer, request.inputs, "en");
  assert.deepEqual(kept, await keepScope(vault, ID, answer, request.inputs, "en"));
  assert.equal(kept.inputs.length, 2);
  assert.equal((await vault.list(ID)).length, 4);
  assert.match(await textOf(vault.get(ID, kept.vaultName)), /a@example\.jp,confirmed/);
  const fromVault = { ...request, inputs: await keptInputs(vault, ID) };
  const again = await runScope(fromVault, TOOLS);
  assert.equal(again.run.runId, answer.run.runId);
  const compared = await compareScope(answer.run, again, fromVault, TOOLS);
  assert.equal(compared.runId, answer.run.runId);
  await keepScope(vault, ID, again, fromVault.inputs, "en");
  assert.deepEqual(
    (await keptLists(vault, ID)).map(({ runId }) => runId),
    [answer.run.runId],
  );
  // A later export is another run: from then on it is the one that is run again.
  const later = requestFor(
    [["orders", write("later.csv", `${ROWS}3,2019-03-02,代金引換,発送済み,d@example.jp,4\r\n`)]],
    {},
  );
  await keepScope(vault, ID, await runScope(later, TOOLS), later.inputs, "en");
  assert.equal((await keptInputs(vault, ID)).length, 1);
  await vault.destroy(ID);
  await assert.rejects(runScope(fromVault, TOOLS), { code: "vault.destroyed" });
});

test("an input that changed or went after it was read is refused, and nothing of it is kept", async (t) => {
  const { write, folder } = shop(t);
  const vault = vaultIn(vaultFolder(t));
  await vault.create(ID);
  const orders = write("o.csv", ROWS);
  const request = requestFor([["orders", orders]], {});
  const answer = await runScope(request, TOOLS);
  write("o.csv", `${ROWS}3,2019-03-02,代金引換,発送済み,b@example.jp,2\r\n`);
  await assert.rejects(keepScope(vault, ID, answer, request.inputs, "en"), { code: "scope.changed" });
  const gone = [{ kind: "orders", path: orders, open: () => createReadStream(`${folder}/none`) }] as const;
  await assert.rejects(keepScope(vault, ID, answer, gone, "en"), { code: "scope.changed" });
  assert.deepEqual(await vault.list(ID), []);
});
