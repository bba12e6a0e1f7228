// The command line as its users meet it: text or one JSON object, exit codes, and mistakes answered with what to do.

import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test, type TestContext } from "node:test";
import { fine, manualClock, refuse } from "../kernel/index.ts";
import {
  LOCAL_TOKEN_FILE,
  runCli,
  systemProbes,
  type CliActs,
  type CliDeps,
  type DrillReport,
} from "./index.ts";

const root = mkdtempSync(join(tmpdir(), "misemori-cli-"));
after(() => rmSync(root, { recursive: true }));
let folders = 0;

const DRILL: DrillReport = {
  attackers: [
    {
      name: "一か所から",
      attempts: 600,
      reachedGateway: 4,
      boundAttempts: 3.2,
      yen: 80,
      stoppedAfterSeconds: 2.04,
    },
    { name: "slow", attempts: 90, reachedGateway: 9, boundAttempts: 8, yen: 180, stoppedAfterSeconds: null },
  ],
  honest: { buyers: 1135, turnedAway: 0, challenged: 3 },
  baselines: [{ name: "limit_req", attackers: [], honest: { buyers: 1135, turnedAway: 390, challenged: 0 } }],
};

interface Stage {
  readonly folder: string;
  readonly acts: Partial<CliActs>;
  readonly asked: unknown[];
  run(...argv: string[]): Promise<{ code: number; out: string; err: string }>;
}

function stage(config: string | null, acts: Partial<CliActs> = {}, more: Partial<CliDeps> = {}): Stage {
  const folder = join(root, String(folders++));
  mkdirSync(folder);
  if (config !== null) writeFileSync(join(folder, "misemori.yaml"), config);
  const asked: unknown[] = [];
  const missing = async (): Promise<never> => assert.fail("not expected to be asked");
  const all: CliActs = {
    up: missing,
    demo: missing,
    recogniseShop: missing,
    attack: missing,
    drillCardTesting: missing,
    verifyJournal: missing,
    exportJournal: missing,
    ...acts,
  };
  return {
    folder,
    acts: all,
    asked,
    run: async (...argv) => {
      let out = "";
      let err = "";
      const code = await runCli(argv, {
        out: (text) => (out += text),
        err: (text) => (err += text),
        terminalColumns: undefined,
        env: { LANG: "ja_JP.UTF-8" },
        folder,
        clock: manualClock(),
        gone: new AbortController().signal,
        version: "0.1.0",
        acts: all,
        probes: systemProbes(),
        ...more,
      });
      return { code, out, err };
    },
  };
}

function shopConfig(more = ""): string {
  return `shop: { name: 丸井, url: https://shop.example.jp, upstream: "http://127.0.0.1:3000" }\nplatform: { preset: eccube4 }\n${more}`;
}
function oneObject(out: string): Record<string, unknown> {
  assert.equal(out.trim().split("\n").length, 1, out);
  return JSON.parse(out) as Record<string, unknown>;
}

test("config check: a good file exits 0, a bad one 2 with every mistake, as text and as one JSON object", async () => {
  const good = stage(shopConfig());
  const fineText = await good.run("config", "check");
  assert.equal(fineText.code, 0);
  assert.match(fineText.out, /✓ .*misemori\.yaml に間違いはありません/);
  const bad = stage(shopConfig("budgt: {}\ngate: { mode: wach }\n"));
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

test("config explain says sentences in the asked language", async () => {
  const { run } = stage(shopConfig());
  assert.match((await run("config", "explain")).out, /カード番号とセキュリティコードは、どこにも残しません/);
  const json = oneObject((await run("config", "explain", "--json", "--lang=en")).out);
  assert.ok((json["sentences"] as string[]).some((s) => s.includes("never cost more than ¥1,000 an hour")));
});

test("a missing configuration file exits 2 and says how to make one", async () => {
  const { run } = stage(null);
  const { code, err, out } = await run("up");
  assert.equal(code, 2);
  assert.equal(out, "");
  assert.match(err, /misemori init --shop/);
});

test("mistyped verbs and options are answered with what was meant, and exit 2", async () => {
  const { run } = stage(null);
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

test("help and version are fine, in both languages", async () => {
  const { run } = stage(null);
  const ja = await run("--help");
  assert.equal(ja.code, 0);
  assert.match(ja.out, /使い方:[^]*小さなネットショップを守る/);
  const en = await run("cards", "pause", "--help", "--lang", "en");
  assert.equal(en.code, 0);
  assert.match(en.out, /Usage: misemori cards pause[^]*Pause cards alone/);
  assert.equal((await run("--version")).out, "0.1.0\n");
});

test("drills and attacks are refused for any target that is not loopback or listed as own", async () => {
  const played: string[] = [];
  const acts: Partial<CliActs> = {
    attack: async ({ target }) => {
      played.push(target);
      return fine({ target, attempts: 10, answered: 1, challenged: 2, refused: 7, failed: 0, seconds: 1 });
    },
    drillCardTesting: async ({ target }) => {
      played.push(String(target));
      return fine(DRILL);
    },
  };
  const { run } = stage(shopConfig("drill: { ownTargets: ['https://staging.example.jp'] }\n"), acts);
  for (const foreign of [
    "https://other.example.jp",
    "http://127.0.0.1.evil.jp",
    "http://localhost.evil.jp",
    "http://staging.example.jp",
    "https://staging.example.jp:444",
    "http://127.0.0.1@evil.jp",
  ]) {
    for (const verb of [["attack"], ["drill", "card-testing"]]) {
      const { code, err } = await run(...verb, "--target", foreign);
      assert.equal(code, 2, foreign);
      assert.match(err, /drill\.ownTargets/);
    }
  }
  assert.deepEqual(played, []);
  for (const own of [
    "http://127.0.0.1:8080/x",
    "http://localhost:1",
    "http://[::1]:2",
    "https://staging.example.jp/a",
  ]) {
    assert.equal((await run("attack", "--target", own)).code, 0, own);
    assert.equal((await run("drill", "card-testing", "--target", own)).code, 0, own);
  }
  assert.equal(played.length, 8);
  assert.equal((await run("attack", "--target", "ftp://127.0.0.1")).code, 2);
  assert.equal((await run("attack", "--target", "http://127.0.0.1", "--seconds", "0")).code, 2);
});

test("drill card-testing --json prints exactly the report; progress goes to stderr", async () => {
  const { run } = stage(null, {
    drillCardTesting: async ({ onProgress, seed, attackers, baselines }) => {
      assert.deepEqual([seed, attackers, baselines], [7, ["slow"], false]);
      for (let i = 0; i <= 100; i++) onProgress(i, 100, "slow");
      return fine(DRILL);
    },
  });
  const { code, out, err } = await run(
    ...["drill", "card-testing", "--json", "--seed", "7", "--attacker", "slow", "--no-baselines"],
  );
  assert.equal(code, 0);
  assert.deepEqual(oneObject(out), JSON.parse(JSON.stringify(DRILL)));
  assert.equal(err.trim().split("\n").length, 5, "a line per quarter");
});

test("the drill's table is aligned and says who was never stopped", async () => {
  const { run } = stage(null, { drillCardTesting: async () => fine(DRILL) });
  const { out } = await run("drill", "card-testing");
  assert.match(out, /一か所から +600 +4 +3\.2 +80円 +2 秒/);
  assert.match(out, /slow +90 +9 +8 +180円 +止められず/);
  assert.match(out, /お客様 1135 人のうち、断られた人 0 人/);
  assert.match(out, /比較: limit_req/);
});

test("an act that refuses or throws exits 3 with the reason and what to do", async () => {
  const refusing = stage(null, {
    drillCardTesting: async () => refuse("drill.busy", "one runs already", "wait"),
  });
  const refused = await refusing.run("drill", "card-testing", "--json");
  assert.equal(refused.code, 3);
  assert.deepEqual(oneObject(refused.out), {
    error: { code: "drill.busy", message: "one runs already", hint: "wait" },
  });
  const throwing = stage(null, { drillCardTesting: () => Promise.reject(new Error("\u001b[31mboom")) });
  const thrown = await throwing.run("drill", "card-testing");
  assert.equal(thrown.code, 3);
  assert.match(thrown.err, /boom[^]*→/);
  assert.doesNotMatch(thrown.err, /\u001b/);
});

test("journal verify exits 0 for a whole record and 1 for a broken one", async () => {
  const whole = stage(shopConfig(), {
    verifyJournal: async () => fine({ entries: 9, ok: true, firstBad: null }),
  });
  const good = await whole.run("journal", "verify", "--json");
  assert.equal(good.code, 0);
  assert.deepEqual(oneObject(good.out), { entries: 9, ok: true, firstBad: null });
  const broken = stage(shopConfig(), {
    verifyJournal: async ({ recordsFolder }) => {
      assert.ok(recordsFolder.endsWith("misemori-data"));
      return fine({ entries: 9, ok: false, firstBad: { seq: 4, why: "hash" } });
    },
  });
  const bad = await broken.run("journal", "verify");
  assert.equal(bad.code, 1);
  assert.match(bad.out, /4 番目[^]*何も消さずに/);
});

test("journal export writes lines to stdout or a new private file, never over an old one", async () => {
  const acts: Partial<CliActs> = {
    exportJournal: async ({ onLine, fromSeq }) => {
      for (let seq = fromSeq; seq < 4; seq++) await onLine(JSON.stringify({ seq }));
      return fine(4 - fromSeq);
    },
  };
  const { run, folder } = stage(shopConfig(), acts);
  assert.equal((await run("journal", "export", "--from", "2")).out, '{"seq":2}\n{"seq":3}\n');
  const json = await run("journal", "export", "--out", "j.jsonl", "--json");
  assert.equal(oneObject(json.out)["entries"], 3);
  assert.equal(readFileSync(join(folder, "j.jsonl"), "utf8").split("\n").length, 4);
  const again = await run("journal", "export", "--out", "j.jsonl");
  assert.equal(again.code, 2);
});

test("init writes a lawful file that the owner's language comments, and never over an old one", async () => {
  for (const preset of ["woocommerce", "custom"] as const) {
    const { run, folder } = stage(null, {
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

test("up and demo print their addresses once, as text or one object", async () => {
  const at = {
    gateUrl: "http://127.0.0.1:8080",
    consoleUrl: "http://127.0.0.1:8090",
    firstOwnerUrl: "http://c/first#k",
  };
  const { run } = stage(shopConfig(), {
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

interface Call {
  readonly method: string;
  readonly url: string;
  readonly token: string;
  readonly body: unknown;
}
async function guardStage(t: TestContext, answers: Record<string, [number, unknown]>, tokenMode = 0o600) {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const { method = "", url = "" } = request;
      calls.push({
        method,
        url,
        token: request.headers.authorization ?? "",
        body: body === "" ? null : JSON.parse(body),
      });
      const [status, answer] = answers[`${method} ${url.split("?")[0]}`] ?? [404, "no json"];
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const set = stage(shopConfig(`console: { listen: "127.0.0.1:${port}" }\n`));
  mkdirSync(join(set.folder, "misemori-data"), { mode: 0o700 });
  const token = join(set.folder, "misemori-data", LOCAL_TOKEN_FILE);
  writeFileSync(token, "local-token\n");
  chmodSync(token, tokenMode);
  return { ...set, calls };
}

const HOLD = {
  id: "hold_1",
  createdAtMs: Date.UTC(2026, 0, 5, 3),
  orderRef: "A-\u001b[1m1",
  amountYen: 12_000,
  country: "SG",
  probability: 0.93,
  state: "held",
  decidedBy: null,
};

test("hold list, release and cancel ask the guard with the local token and lay the answer out", async (t) => {
  const { run, calls } = await guardStage(t, {
    "GET /v1/holds": [200, { holds: [HOLD] }],
    "POST /v1/holds/hold_1/release": [200, { ...HOLD, state: "released" }],
  });
  const list = await run("hold", "list");
  assert.equal(list.code, 0, list.err);
  assert.match(list.out, /hold_1 .* A-·\[1m1 +12,000円 +SG +93% +保留中/);
  assert.deepEqual(oneObject((await run("hold", "list", "--json")).out), { holds: [HOLD] });
  const released = await run("hold", "release", "hold_1", "--note", "電話で確認");
  assert.match(released.out, /発送してよい/);
  assert.deepEqual(calls.at(-1), {
    method: "POST",
    url: "/v1/holds/hold_1/release",
    token: "Bearer local-token",
    body: { note: "電話で確認" },
  });
});

test("what the guard refuses is said in the guard's words; a stranger on the port is recognised", async (t) => {
  const { run } = await guardStage(t, {
    "POST /v1/cards/pause": [
      409,
      { error: { code: "x", message: "もう止まっています", hint: "そのままで" } },
    ],
  });
  const refused = await run("cards", "pause");
  assert.equal(refused.code, 3);
  assert.match(refused.err, /もう止まっています\n {2}→ そのままで/);
  const odd = await run("alert", "list", "--json");
  assert.equal((oneObject(odd.out)["error"] as { code: string }).code, "cli.guardOdd");
});

test("now and cards state show how things stand in yen", async (t) => {
  const cards = { state: "paused", by: "owner:花子", why: "夜間", atMs: Date.UTC(2026, 0, 5, 3) };
  const now = {
    atMs: 0,
    shopName: "丸井",
    mode: "judge",
    cards,
    attack: { attempts: 900, stopped: 880 },
    perMinute: [],
    budget: { hour: { spentYen: 240, limitYen: 1000 }, day: { spentYen: 400, limitYen: 5000 } },
    today: {
      attempts: 950,
      stopped: 880,
      approved: 40,
      declined: 30,
      feesYen: 1400,
      salesYen: 320_000,
      savedYen: 17_600,
    },
    countries: [],
    networks: [],
    crowds: [
      {
        kind: "country",
        label: "SG",
        share: 0.98,
        tries: 600,
        declines: 20,
        feesYen: 400,
        savedYen: 1,
        sinceMs: 0,
      },
    ],
    holdsWaiting: 2,
    workers: { running: 1, wanted: 2 },
  };
  const { run } = await guardStage(t, { "GET /v1/now": [200, now] });
  const text = (await run("now")).out;
  for (const part of [
    "900 件の試みのうち 880 件を止めました",
    "240円 / 1,000円",
    "17,600円",
    "SG",
    "98%",
    "1 / 2",
    "花子",
  ]) {
    assert.ok(text.includes(part), `${part}\n${text}`);
  }
  assert.deepEqual(oneObject((await run("cards", "state", "--json")).out), cards);
});

test("an open or missing token file and a guard that is away are said, and the token never is", async (t) => {
  const open = await (await guardStage(t, {}, 0o644)).run("now");
  assert.equal(open.code, 3);
  assert.match(open.err, /chmod 600/);
  const missing = await stage(shopConfig()).run("now");
  assert.match(missing.err, /misemori up/);
  const away = stage(shopConfig('console: { listen: "127.0.0.1:1" }\n'));
  mkdirSync(join(away.folder, "misemori-data"));
  writeFileSync(join(away.folder, "misemori-data", LOCAL_TOKEN_FILE), "local-token", { mode: 0o600 });
  const gone = await away.run("now");
  assert.equal(gone.code, 3);
  assert.doesNotMatch(gone.err + gone.out + open.err, /local-token/);
});
