// The live stream, the API description held against real answers, and what stands around the API.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { z } from "zod";
import { parseNetworks } from "../../kernel/index.ts";
import { openGround, type Ground } from "./ground.ts";
import { alertList } from "./alert-shapes.ts";
import * as shapes from "./shapes.ts";
import type { RawRequest } from "./routes.ts";

const grounds: Ground[] = [];
async function ground(...given: Parameters<typeof openGround>): Promise<Ground> {
  const made = await openGround(...given);
  grounds.push(made);
  await made.nameOwner();
  return made;
}
after(async () => {
  await Promise.all(grounds.map((made) => made.console.close()));
});

async function read(response: { body: ReadableStream<Uint8Array> | null }, until: RegExp): Promise<string> {
  let text = "";
  for await (const piece of response.body ?? []) {
    text += new TextDecoder().decode(piece);
    if (until.test(text)) return text;
  }
  return text;
}

describe("the live stream", () => {
  test("gives the whole picture at once and again when something changes", async () => {
    const made = await ground();
    const mine = await made.signedIn();
    const stream = await made.get("/v1/now/stream", mine);
    assert.match(stream.headers.get("content-type") ?? "", /^text\/event-stream/);
    const [seen] = await Promise.all([
      read(stream, /"state":"paused"/),
      (async () => {
        await made.post("/v1/cards/pause", { why: "x" }, mine);
        for (let i = 0; i < 20; i++) {
          made.clock.advance(500);
          await new Promise((resolve) => setImmediate(resolve));
        }
      })(),
    ]);
    const event = /event: now\ndata: (.*)\n\n/.exec(seen)?.[1] ?? "";
    shapes.nowView.parse(JSON.parse(event));
  });

  test("ends when the session does, and with the console", async () => {
    const made = await ground();
    const mine = await made.signedIn();
    const stream = await made.get("/v1/now/stream", mine);
    await made.post("/v1/sign-out", {}, mine);
    made.clock.advance(15_000);
    await read(stream, /never/);
    const other = await made.get("/v1/now/stream", await made.signedIn());
    await made.console.close();
    await read(other, /never/).catch(() => "cut off");
  });

  test("needs a session, and has room for 32 listeners", async () => {
    const made = await ground();
    assert.equal((await made.get("/v1/now/stream")).status, 401);
    const mine = await made.signedIn();
    const open = await Promise.all(Array.from({ length: 33 }, () => made.get("/v1/now/stream", mine)));
    assert.deepEqual(
      open.map((answer) => answer.status).sort((a, b) => a - b),
      [...Array.from({ length: 32 }, () => 200), 503],
    );
    await Promise.all(open.map(async (answer) => answer.body?.cancel()));
  });
});

describe("the description", () => {
  test("names every operation, and real answers have the shapes it promises", async () => {
    const made = await ground();
    const mine = await made.signedIn();
    const text = await (await made.get("/v1/openapi.json")).text();
    const description = z
      .object({ openapi: z.literal("3.1.0"), paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
      .parse(JSON.parse(text));
    const expected = [
      "/v1/visit",
      "/v1/sign-in",
      "/v1/sign-out",
      "/v1/first-owner",
      "/v1/tokens",
      "/v1/tokens/{name}/revoke",
      "/v1/now",
      "/v1/now/stream",
      "/v1/attempts",
      "/v1/holds",
      "/v1/holds/{id}",
      "/v1/holds/{id}/name",
      "/v1/holds/{id}/release",
      "/v1/holds/{id}/cancel",
      "/v1/orders/{ref}/shippable",
      "/v1/cards/pause",
      "/v1/cards/resume",
      "/v1/outcomes",
      "/v1/owner-link",
      "/v1/password",
      "/v1/reset",
      "/v1/sign-out-everywhere",
      "/v1/site",
      "/v1/site/block",
      "/v1/site/open",
      "/v1/site/pass",
      "/v1/site/sessions/end",
      "/v1/site/stop",
      "/v1/site/unblock",
      "/v1/alerts",
      "/v1/alerts/{id}",
      "/v1/alerts/{id}/own",
      "/v1/incidents",
      "/v1/journal",
      ...["", "/words/{seq}", "/entries", "/hint", "/note", "/facts", "/window", "/name", "/unname"].map(
        (end) => `/v1/incidents/{id}${end}`,
      ),
      ...[
        "/acts",
        "/acts/{key}/undo",
        "/demand",
        "/clock",
        "/cost",
        "/evidence",
        "/scope",
        "/close",
        "/reopen",
        "/notices",
        "/notices/facts",
        "/notices/paper",
        "/notices/check",
        "/notices/preview",
      ].map((end) => `/v1/incidents/{id}${end}`),
      "/v1/alerts/try",
    ];
    assert.deepEqual(Object.keys(description.paths).sort(), expected.sort());
    for (const [path, shape] of [
      ["/v1/now", shapes.nowView],
      ["/v1/holds", shapes.holdList],
      ["/v1/alerts", alertList],
      ["/v1/tokens", shapes.tokenList],
      ["/v1/attempts", shapes.attemptList],
      ["/v1/visit", shapes.visitView],
    ] as const) {
      shape.parse(await (await made.get(path, mine)).json());
    }
    for (const path of Object.keys(description.paths)) {
      const method = description.paths[path]?.["get"] === undefined ? "POST" : "GET";
      const real = path.replaceAll(/\{[a-z]+\}/g, "x");
      const answer = await made.raw(method, real, { "accept-language": "en" });
      assert.ok(!answer.includes("path.unknown"), `${method} ${real} is described but not there`);
    }
  });
});

describe("around the API", () => {
  test("health answers under any name, metrics to this machine or a token", async () => {
    const made = await ground({ health: async () => ({ ok: false, why: "disk" }) });
    assert.match(
      await made.raw("GET", "/healthz", { host: "probe.internal" }),
      /^HTTP\/1\.1 503 [^]*"why":"disk"/,
    );
    assert.equal(await (await made.get("/metrics")).text(), "misemori_up 1\n");
    const relayed = { "x-forwarded-for": "203.0.113.9" };
    assert.equal((await made.get("/metrics", relayed)).status, 401);
    assert.equal(
      (await made.get("/metrics", { ...relayed, ...(await made.tokenFor("holds:read")) })).status,
      403,
    );
    assert.equal(
      (await made.get("/metrics", { ...relayed, ...(await made.tokenFor("now:read")) })).status,
      200,
    );
  });

  test("mounted routes get the untouched body under any host name, within their limit", async () => {
    const seen: RawRequest[] = [];
    const proxies = parseNetworks(["127.0.0.0/8"]);
    assert.ok(proxies.ok);
    const made = await ground({
      trustedProxies: proxies.value,
      extraRoutes: [
        {
          method: "POST",
          path: "/v1/webhooks/agency",
          bodyBytesMax: 100,
          handle: async (request) => {
            seen.push(request);
            return { status: 202, headers: [["content-type", "text/plain"]], body: "ok" };
          },
        },
      ],
    });
    const send = (body: string): Promise<string> =>
      made.raw(
        "POST",
        "/v1/webhooks/agency?x=1",
        { host: "pay.example.jp", "x-forwarded-for": "198.51.100.4, 127.0.0.1" },
        body,
      );
    assert.match(await send("a=\u00e9&b"), /^HTTP\/1\.1 202 /);
    assert.equal(Buffer.from(seen[0]?.body ?? []).toString(), "a=\u00e9&b");
    assert.equal(seen[0]?.clientIp, "198.51.100.4");
    assert.equal(seen[0]?.query, "x=1");
    assert.match(await send("x".repeat(101)), /^HTTP\/1\.1 413 /);
    assert.equal(seen.length, 1);
  });

  test("an address that a stranger writes into X-Forwarded-For is not believed", async () => {
    const made = await ground();
    const guess = (i: number) =>
      made.post(
        "/v1/sign-in",
        { name: `x${i}`, password: "wrong wrong wrong" },
        { "x-forwarded-for": `198.51.100.${i}` },
      );
    const statuses = [];
    for (let i = 0; i < 12; i++) statuses.push((await guess(i)).status);
    assert.equal(statuses.filter((status) => status === 429).length, 2);
  });

  test("files of the page come packed and are kept; a missing one is not answered with the page", async () => {
    const made = await ground();
    const script = await made.get("/assets/a-1.js");
    assert.equal(script.headers.get("content-encoding"), "gzip");
    assert.match(script.headers.get("cache-control") ?? "", /immutable/);
    assert.equal((await made.get("/assets/none.js")).status, 404);
    for (const path of ["/assets/..%2f..%2fetc/passwd", "/assets/%2e%2e/index.html", "//etc/passwd"]) {
      const text = await (await made.get(path)).text();
      assert.ok(!text.includes("root:"), path);
    }
    assert.match(await (await made.get("/holds")).text(), /csp-nonce/);
  });

  test("without a built page says how to build it, and the API goes on", async () => {
    const made = await ground({ pageFolder: "/nonexistent" });
    const page = await made.get("/", { "accept-language": "en" });
    assert.equal(page.status, 503);
    assert.match(await page.text(), /npm run build:console/);
    assert.equal((await made.get("/v1/visit")).status, 200);
  });

  test("a port that is taken gives an error that says what to do", async () => {
    const made = await ground();
    await assert.rejects(openGround({ listen: `127.0.0.1:${new URL(made.url).port}` }), {
      code: "console.listen",
    });
  });
});
