// The command line as its users meet it: text or one JSON object, exit codes, and mistakes answered with what to do.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fine, refuse } from "../kernel/index.ts";
import type { CliActs } from "./index.ts";
import { oneObject, shopConfig, stage } from "./stage.ts";

test("config check: a good file exits 0, a bad one 2 with every mistake, as text and as one JSON object", async (t) => {
  const good = stage(t, shopConfig());
  const fineText = await good.run("config", "check");
  assert.equal(fineText.code, 0);
  assert.match(fineText.out, /✓ .*misemori\.yaml に間違いはありません/);
  const bad = stage(t, shopConfig("budgt: {}\ngate: { mode: wach }\n"));
  const text = await bad.run("config", "check");
  assert.equal(text.code, 2);
  assert.equal(text.out, "");
  assert.match(text.err, /3:1 budgt: 「budgt」という項目はありません。\n {6}→ 「budget」ではありませんか/);
  assert.match(text.err, /4:15 gate\.mode: .*\n {6}→ 「watch」ではありませんか/);
  const json = await bad.run("config", "check", "--json", "--lang", "en");
  const said = oneObject(json.out);
  assert.equal(json.code, 2);
  assert.equal(said["ok"], false);
  const errors = (said["problems"] as { severity: string }[]).filter((p) => p.severity === "error");
  assert.equal(errors.length, 2);
});

test("config explain says sentences in the asked language", async (t) => {
  const { run } = stage(t, shopConfig());
  assert.match((await run("config", "explain")).out, /カード番号とセキュリティコードは、どこにも残しません/);
  const json = oneObject((await run("config", "explain", "--json", "--lang=en")).out);
  assert.ok((json["sentences"] as string[]).some((s) => s.includes("never cost more than ¥1,000 an hour")));
});

test("a missing configuration file exits 2 and says how to make one", async (t) => {
  const { run } = stage(t, null);
  const { code, err, out } = await run("up");
  assert.equal(code, 2);
  assert.equal(out, "");
  assert.match(err, /misemori init --shop/);
});

test("mistyped verbs and options are answered with what was meant, and exit 2", async (t) => {
  const { run } = stage(t, null);
  const verb = await run("docter");
  assert.equal(verb.code, 2);
  assert.match(verb.err, /docter[^]*「doctor」ではありませんか/);
  const option = await run("drill", "card-testing", "--sead", "4", "--lang", "en");
  assert.equal(option.code, 2);
  assert.match(option.err, /Did you mean "--seed"\? See "misemori drill card-testing --help"/);
  const json = await run("hold", "--json");
  assert.equal(json.code, 2);
  assert.equal((oneObject(json.out)["error"] as { code: string }).code, "usage.verb");
  assert.equal((await run()).code, 2);
  assert.equal((await run("hold", "release")).code, 2);
  assert.equal((await run("now", "extra")).code, 2);
});

test("help and version are fine, in both languages", async (t) => {
  const { run } = stage(t, null);
  const ja = await run("--help");
  assert.equal(ja.code, 0);
  assert.match(ja.out, /使い方:[^]*小さなネットショップを守る/);
  const en = await run("cards", "pause", "--help", "--lang", "en");
  assert.equal(en.code, 0);
  assert.match(en.out, /Usage: misemori cards pause[^]*Pause cards alone/);
  assert.equal((await run("--version")).out, "0.1.0\n");
});

test("an act that refuses or throws exits 3 with the reason and what to do", async (t) => {
  const refusing = stage(t, null, {
    drillCardTesting: async () => refuse("drill.busy", "one runs already", "wait"),
  });
  const refused = await refusing.run("drill", "card-testing", "--json");
  assert.equal(refused.code, 3);
  assert.deepEqual(oneObject(refused.out), {
    error: { code: "drill.busy", message: "one runs already", hint: "wait" },
  });
  const throwing = stage(t, null, { drillCardTesting: () => Promise.reject(new Error("\u001b[31mboom")) });
  const thrown = await throwing.run("drill", "card-testing");
  assert.equal(thrown.code, 3);
  assert.match(thrown.err, /boom[^]*→/);
  assert.ok(!thrown.err.includes("\u001b"));
});

test("journal verify exits 0 for a whole record and 1 for a broken one", async (t) => {
  const whole = stage(t, shopConfig(), {
    verifyJournal: async () => fine({ entries: 9, ok: true, firstBad: null }),
  });
  const good = await whole.run("journal", "verify", "--json");
  assert.equal(good.code, 0);
  assert.deepEqual(oneObject(good.out), { entries: 9, ok: true, firstBad: null });
  const broken = stage(t, shopConfig(), {
    verifyJournal: async ({ recordsFolder }) => {
      assert.ok(recordsFolder.endsWith("misemori-data"));
      return fine({ entries: 9, ok: false, firstBad: { seq: 4, why: "hash" } });
    },
  });
  const bad = await broken.run("journal", "verify");
  assert.equal(bad.code, 1);
  assert.match(bad.out, /4 番目[^]*何も消さずに/);
});

test("journal export writes lines to stdout or a new private file, never over an old one", async (t) => {
  const acts: Partial<CliActs> = {
    exportJournal: async ({ onLine, fromSeq }) => {
      for (let seq = fromSeq; seq < 4; seq++) await onLine(JSON.stringify({ seq }));
      return fine(4 - fromSeq);
    },
  };
  const { run, folder } = stage(t, shopConfig(), acts);
  assert.equal((await run("journal", "export", "--from", "2")).out, '{"seq":2}\n{"seq":3}\n');
  const json = await run("journal", "export", "--out", "j.jsonl", "--json");
  assert.equal(oneObject(json.out)["entries"], 3);
  assert.equal(readFileSync(join(folder, "j.jsonl"), "utf8").split("\n").length, 4);
  const again = await run("journal", "export", "--out", "j.jsonl");
  assert.equal(again.code, 2);
});

test("init writes a lawful file that the owner's language comments, and never over an old one", async (t) => {
  for (const preset of ["woocommerce", "custom"] as const) {
    const { run, folder } = stage(t, null, {
      recogniseShop: async ({ url }) =>
        fine({
          preset,
          certainty: preset === "custom" ? 0 : 0.97,
          evidence: [`wp-content: ${url}`],
          title: '店"\n: x',
        }),
    });
    const made = await run(
      "init",
      "--shop",
      "https://shop.example.jp/top",
      "--upstream",
      "http://127.0.0.1:3000",
    );
    assert.equal(made.code, preset === "custom" ? 1 : 0, made.err);
    const text = readFileSync(join(folder, "misemori.yaml"), "utf8");
    assert.match(text, /# お店のソフトの種類/);
    assert.equal((await run("config", "check")).code, 0, (await run("config", "check")).err);
    assert.equal((await run("init", "--shop", "https://other.example.jp")).code, 2);
    assert.equal(readFileSync(join(folder, "misemori.yaml"), "utf8"), text);
    await run("init", "--shop", "https://other.example.jp", "--force");
    assert.match(readFileSync(join(folder, "misemori.yaml"), "utf8"), /other\.example\.jp/);
    assert.ok(!existsSync(join(folder, "misemori.yaml.new")));
  }
});

test("up and demo print their addresses once, as text or one object", async (t) => {
  const at = {
    gateUrl: "http://127.0.0.1:8080",
    consoleUrl: "http://127.0.0.1:8090",
    firstOwnerUrl: "http://c/first#k",
  };
  const { run } = stage(t, shopConfig(), {
    up: async ({ onReady, loaded }) => {
      assert.equal(loaded.config.shop.name, "丸井");
      onReady(at);
      return fine(null);
    },
    demo: async ({ onReady }) => {
      onReady({ ...at, shopUrl: "http://127.0.0.1:3000" });
      return fine(null);
    },
  });
  assert.deepEqual(oneObject((await run("up", "--json")).out), at);
  const { out, code } = await run("demo");
  assert.equal(code, 0);
  for (const url of [at.gateUrl, at.consoleUrl, "http://127.0.0.1:3000"]) assert.ok(out.includes(url));
  assert.match(out, /misemori attack --target http:\/\/127\.0\.0\.1:8080/);
});
