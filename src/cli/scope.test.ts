// `incident scope` at the terminal: options become the question, the answer becomes text, JSON and, when asked for, one private file.

import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { compareScope, runScope, type ScopeRequest } from "../desk/index.ts";
import { fine, manualClock, MisemoriError, refuse } from "../kernel/index.ts";
import type { CliActs } from "./index.ts";
import { oneObject, stage } from "./stage.ts";

const ORDERS =
  "order_id,order_date,payment,status,email\n1,2019-03-01,credit card,done,secret-person@example.jp\n2,2019-03-01,cash,done,b@example.jp\n";

function acting(asked: ScopeRequest[] = []): Partial<CliActs> {
  return {
    scopeIncident: async ({ request, earlier, language }) => {
      asked.push(request);
      const tools = { clock: manualClock(), language };
      try {
        const answer = await runScope(request, tools);
        return fine({
          answer,
          comparison: earlier === undefined ? null : await compareScope(earlier, answer, request, tools),
        });
      } catch (error) {
        if (error instanceof MisemoriError) return refuse(error.code, error.message, error.hint);
        throw error;
      }
    },
  };
}

test("classes come as text and as the promised JSON; neither holds a person", async (t) => {
  const { run, folder } = stage(t, null, acting());
  writeFileSync(join(folder, "o1.csv"), ORDERS);
  const argv = ["incident", "scope", "--orders", "o*.csv", "--from", "2019-01-01", "--to", "2019-12-06"];
  const text = await run(...argv);
  assert.deepEqual([text.code, text.err], [1, ""]);
  assert.match(text.out, /影響を確認 +1/);
  const json = await run(...argv, "--json");
  const said = oneObject(json.out);
  assert.deepEqual(said["classes"], { confirmed: 1, possible: 0, notAffected: 1, cannotTell: 0 });
  assert.match(String(said["runId"]), /^scope_[0-9a-f]{32}$/);
  assert.ok(!`${text.out}${json.out}`.includes("secret-person"));
  writeFileSync(join(folder, "run.json"), json.out);
  const compared = await run(...argv, "--to", "2019-02-01", "--compare", "run.json", "--json");
  assert.deepEqual(oneObject(compared.out)["comparison"], {
    runId: said["runId"],
    moves: [
      { from: "confirmed", to: "notAffected", people: 1 },
      { from: "notAffected", to: "notAffected", people: 1 },
    ],
  });
});

test("the list of persons is private, never written over another file, and gone when the run failed or was declined", async (t) => {
  const { run, folder } = stage(t, null, acting());
  writeFileSync(join(folder, "o.csv"), ORDERS);
  const argv = ["incident", "scope", "--orders", "o.csv", "--people", "people.csv"];
  const first = await run(...argv);
  assert.equal(first.code, 1);
  assert.match(first.err, /個人情報/);
  const file = join(folder, "people.csv");
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.match(readFileSync(file, "utf8"), /secret-person@example\.jp,confirmed,card-number/);
  const again = await run(...argv, "--json");
  assert.deepEqual([again.code, JSON.parse(again.out).error.code], [2, "file.there"]);
  const failed = await run("incident", "scope", "--orders", "none.csv", "--people", "other.csv");
  assert.deepEqual([failed.code, existsSync(join(folder, "other.csv"))], [2, false]);
  const asking = stage(t, null, acting(), { ask: () => Promise.resolve("n") });
  writeFileSync(join(asking.folder, "o.csv"), ORDERS);
  const declined = await asking.run("incident", "scope", "--orders", "o.csv", "--people", "people.csv");
  assert.deepEqual([declined.code, existsSync(join(asking.folder, "people.csv"))], [2, false]);
  assert.match(declined.err, /payment=payment/);
});

test("options become the question, in one order; what does not fit is said with what would", async (t) => {
  const asked: ScopeRequest[] = [];
  const { run, folder } = stage(t, null, acting(asked));
  writeFileSync(join(folder, "o.csv"), ORDERS);
  const base = ["incident", "scope", "--orders", "o.csv", "--json"];
  await run(
    ...base,
    "--items",
    "expiry,card-number",
    "--status",
    "206,200",
    "--map",
    "email=email,order_id=order_id",
    "--map",
    "payment=payment",
    "--card-methods",
    "cash",
  );
  assert.deepEqual(asked[0]?.question.items, ["card-number", "expiry"]);
  assert.deepEqual(asked[0]?.question.statuses, [200, 206]);
  assert.deepEqual(asked[0]?.columns, { email: "email", order_id: "order_id", payment: "payment" });
  for (const wrong of [
    ["--payment", "gold"],
    ["--status", "2xx"],
    ["--items", "soul"],
    ["--preset", "x"],
    ["--map", "x=y"],
    ["--origin", "1.2.3.4"],
    ["--zone", "Mars/Base"],
    ["--page", "/"],
    ["--page", "/x.log"],
    ["--from", "2019-13-01"],
    ["--compare", "none.json"],
  ]) {
    const { code, out } = await run(...base, ...wrong);
    assert.equal(code, 2, wrong.join(" "));
    assert.notEqual((oneObject(out)["error"] as { hint: string }).hint, "", wrong.join(" "));
  }
  assert.equal((await run("incident", "scope", "--json")).code, 2);
});
