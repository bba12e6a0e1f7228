// S4-1: a list with canaries in it is copied from one of two systems and spammed. Over real SMTP the mail comes to the canaries; in
// seconds there is an alert that names the system and the days, and the incident opened from it has its window.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { createTransport } from "nodemailer";
import { until } from "../faults/place.ts";
import { misemori } from "./command.ts";
import { consoleOf, startStoryGuard } from "./guard.ts";

const DOMAIN = "leak.example.jp";
const CANARY = `canary:
  listen: 127.0.0.1:0
  hostname: mx.${DOMAIN}
  domains: [${DOMAIN}]
  senders: [shop.example]
  systems: [{ name: 配信サービス, senders: [news.example] }]
`;

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** The addresses of a customer list as a thief reads it. */
function addressesIn(csv: string): string[] {
  return csv.match(/[\w.+-]+@leak\.example\.jp/g) ?? [];
}

test("mail to one system's canaries names that system and the days, and fills the incident's window", async (t) => {
  const shop = createServer((_request, response) => response.end("shop"));
  const upstream = `http://127.0.0.1:${await listening(shop)}`;
  t.after(() => void shop.close());
  const story = await startStoryGuard({
    upstream,
    preset: "vendure",
    more: CANARY,
    // Nobody's records: what the mails say of themselves is not proven.
    resolveName: () => Promise.reject(Object.assign(new Error("no such name"), { code: "ENOTFOUND" })),
  });
  t.after(() => story.close());
  const said = async (...words: string[]): Promise<Record<string, never>> => {
    const { code, out, err } = await misemori(story.folder, [...words, "--json"]);
    assert.ok(code === 0 || code === 1, err);
    return JSON.parse(out.toString()) as Record<string, never>;
  };

  const asked = await consoleOf(story);

  const lists: string[][] = [];
  for (const system of ["配信サービス", "倉庫"]) {
    const out = join(story.folder, `${lists.length}.csv`);
    const plant = ["canary", "plant", "--system", system, "--count", "6", "--out", out];
    await said(...plant);
    lists.push(addressesIn(await readFile(out, "utf8")));
  }
  const [, stolen = []] = lists;
  assert.equal(stolen.length, 6);

  const post = createTransport({
    host: "127.0.0.1",
    port: story.guard.canaries.port() ?? 0,
    tls: { rejectUnauthorized: false },
  });
  t.after(() => post.close());
  for (const to of stolen)
    await post.sendMail({
      from: "当店 <info@shop.example>",
      to,
      subject: "【重要】お支払い方法の確認",
      html: '<a href="https://phish.example/login">確認</a>',
    });
  await assert.rejects(post.sendMail({ from: "a@b.example", to: "victim@elsewhere.example", text: "x" }), {
    responseCode: 550,
  });

  interface Alert {
    readonly id: string;
    readonly kind: string;
    readonly said: { readonly subject: string; readonly lines: readonly string[] };
  }
  const alert = await until("the owner's console has the alert", async () => {
    const { alerts } = (await asked("/v1/alerts?limit=10")) as { alerts: readonly Alert[] };
    return alerts.find(({ kind }) => kind === "canary");
  });
  const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Asia/Tokyo" });
  const text = [alert.said.subject, ...alert.said.lines].join("\n");
  assert.match(text, /倉庫/);
  assert.match(text, new RegExp(today));
  assert.doesNotMatch(text, /配信サービス/);

  const hits = (await said("canary", "hits")) as unknown as { mails: readonly { outcome: string }[] };
  assert.deepEqual(
    hits.mails.map(({ outcome }) => outcome),
    stolen.map(() => "hit"),
  );

  interface Incident {
    readonly type: string;
    readonly window: { readonly fromMs: number; readonly toMs: number; readonly how: string };
  }
  const opened = (await asked("/v1/incidents", { title: "名簿の流出", alert: alert.id })) as Incident;
  assert.equal(opened.type, "email-leak");
  const { fromMs, toMs, how } = opened.window;
  assert.ok(fromMs <= toMs && toMs <= Date.now() && fromMs > Date.now() - 600_000, `${fromMs}–${toMs}`);
  assert.match(how, /倉庫/);
});
