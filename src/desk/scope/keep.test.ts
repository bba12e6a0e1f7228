// A scope in a vault: kept once, run again from what was kept with the same result, and refused when an input changed meanwhile.

import assert from "node:assert/strict";
import { createReadStream } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { manualClock } from "../../kernel/index.ts";
import type { IncidentId } from "../incidents/contract.ts";
import { textOf, vaultFolder, vaultIn } from "../vault/vault.fixture.ts";
import { compareScope } from "./compare.ts";
import type { OwnAttempts, ShopRows } from "../ports.ts";
import { keepRows, keepScope, keptInputs, keptLists } from "./keep.ts";
import { tablesOf } from "./row-inputs.ts";
import { runScope } from "./run.ts";
import { ask, HEADS, own, requestFor, shop } from "./shop.fixture.ts";

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

test("rows of a shop's database, and columns that a person confirmed, make the same run again from the vault", async (t) => {
  const { write } = shop(t);
  const vault = vaultIn(vaultFolder(t));
  await vault.create(ID);
  const database: ShopRows = {
    name: "MariaDB shop (eccube4)",
    rows: async function* (kind) {
      yield kind === "orders" ? ["order_id", "order_date", "payment", "email"] : ["email", "member_id"];
      if (kind === "orders") yield ["9", "2019-03-01", "カード", "a,b@example.jp"];
    },
    close: () => Promise.resolve(),
  };
  const columns = { order_date: "いつ", email: "宛先" };
  const orders = write("o.csv", "番,いつ,支払方法,宛先\n1,2019-03-01,カード,c@example.jp\n");
  const request = requestFor([["orders", orders]], { fromDay: "2019-03-01" }, { columns });
  const direct = await runScope({ ...request, shop: database }, TOOLS);
  const rows = await keepRows(vault, ID, tablesOf({ shop: database }), request.gone);
  const inputs = [...request.inputs, ...rows];
  const answer = await runScope({ ...request, inputs }, TOOLS);
  assert.equal(answer.run.runId, direct.run.runId);
  assert.equal(answer.run.classes.confirmed, 2);
  await keepScope(vault, ID, answer, inputs, "en");
  const again = await runScope({ ...request, inputs: await keptInputs(vault, ID) }, TOOLS);
  assert.equal(again.run.runId, answer.run.runId);
});

test("records laid into a vault make the same run again, whatever the guard wrote, settled and forgot since", async (t) => {
  const vault = vaultIn(vaultFolder(t));
  await vault.create(ID);
  const text = `${HEADS}1,2019-03-10,カード,決済処理中,a@example.jp,\n2,2019-03-10,カード,決済処理中,b@example.jp,\n`;
  const orders = [["orders", shop(t).write("o.csv", text)]] as const;
  const window = { fromDay: "2019-03-01", toDay: "2019-03-31" };
  const gone = new AbortController().signal;
  const before = own([{ id: "att_1", order: "1", card: "number", outcome: "pending" }]);
  const direct = await ask(orders, window, { records: before });
  const broken: OwnAttempts = {
    ...before,
    rows: async function* () {
      yield* before.rows();
      throw new TypeError("the power went");
    },
  };
  await assert.rejects(keepRows(vault, ID, tablesOf({ records: broken }), gone), TypeError);
  assert.deepEqual(await vault.list(ID), []);
  const kept = await keepRows(vault, ID, tablesOf({ records: before }), gone);
  assert.deepEqual((await keepRows(vault, ID, tablesOf({ records: before }), gone)).length, 1);
  const request = requestFor(orders, window);
  const sealed = { ...request, inputs: [...request.inputs, ...kept] };
  const answer = await runScope(sealed, TOOLS);
  assert.equal(answer.run.runId, direct.run.runId);
  await keepScope(vault, ID, answer, sealed.inputs, "en");
  const inputs = await keptInputs(vault, ID);
  assert.deepEqual(
    inputs.map(({ kind }) => kind),
    ["orders", "records"],
  );
  const narrower = { ...request, inputs, question: { ...request.question, fromDay: "2019-03-11" } };
  const now = await runScope(narrower, TOOLS);
  const compared = await compareScope(answer.run, now, narrower, TOOLS);
  assert.deepEqual(compared.moves, [
    { from: "confirmed", to: "notAffected", people: 1 },
    { from: "possible", to: "notAffected", people: 1 },
  ]);
  const later = { ...requestFor(orders, window), records: own([]) };
  const changed = runScope(later, TOOLS).then((one) => compareScope(answer.run, one, later, TOOLS));
  await assert.rejects(changed, { code: "scope.compare" });
});
