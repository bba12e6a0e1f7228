// S2-1, S2-2 and S2-10: everybody saw the warning and each thought another would act. A mall's demand to the hour goes to one
// owner; unanswered it moves on to the deputy, who takes it with one tap on a phone; the owner is called no more.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import PostalMime, { type Email } from "postal-mime";
import { systemClock, type Clock } from "../../src/kernel/index.ts";
import type { Page } from "playwright-core";
import { noBrowser, openBrowser } from "../browser/chromium.ts";
import { startHere, type GuardHere } from "../faults/in-process.ts";
import { openPlace, until, type Place } from "../faults/place.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The real clock, which a test may put forward. */
function leapingClock(): Clock & { leap(byMs: number): void } {
  const real = systemClock();
  let aheadMs = 0;
  return {
    nowMs: () => real.nowMs() + aheadMs,
    monoMs: () => real.monoMs(),
    sleep: (ms, signal) => real.sleep(ms, signal),
    leap: (byMs) => {
      aheadMs += byMs;
    },
  };
}

function mailTo(place: Place) {
  const smtp = { host: "127.0.0.1", port: place.mailPort, tls: "none" };
  return {
    alerts: {
      owner: "花子",
      email: { to: ["shop@example.jp"], from: "guard@example.jp", smtp },
    },
    responsibility: {
      people: [
        { name: "花子", email: "hanako@example.jp" },
        { name: "太郎", email: "taro@example.jp" },
      ],
      areas: {
        shop: {
          what: "モールとのやりとり",
          owner: "花子",
          deputy: "太郎",
          vendor: { name: "港システム", contact: "03-0000-0000", scope: "保守だけ。調査は別料金" },
        },
      },
    },
  };
}

/** At the console she sees who has it, and on the incident until when and what happens otherwise, to the minute. */
async function seenByTheOwner(
  page: Page,
  { firstOwnerUrl, consoleUrl }: Pick<GuardHere, "firstOwnerUrl" | "consoleUrl">,
  { incident, dueAtMs }: { readonly incident: string; readonly dueAtMs: number },
): Promise<void> {
  await page.goto(firstOwnerUrl ?? "");
  await page.getByLabel("お名前").fill("花子");
  await page.getByLabel("パスワード", { exact: true }).fill("港の三毛猫は朝によく鳴きます");
  await page.getByLabel("パスワード（もう一度）").fill("港の三毛猫は朝によく鳴きます");
  await page.getByRole("button", { name: "登録してはじめる" }).click();
  await page.getByRole("link", { name: /アラート/ }).click();
  const alert = page.getByRole("listitem").filter({ hasText: "守れないとき：出店停止" });
  await alert.getByText(/^太郎が担当/).waitFor();
  assert.equal(await alert.getByText(/が担当（/).count(), 1, "one owner");
  assert.equal(await alert.getByRole("button", { name: /担当する/ }).count(), 0, "nobody is asked again");
  await page.goto(`${consoleUrl}/incidents/${incident}`);
  const dates = page.getByRole("region", { name: "期限" });
  const demand = dates.getByRole("listitem").filter({ hasText: "モール: 回答書" });
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Tokyo" } as const;
  const due = new Intl.DateTimeFormat("ja-JP", time).format(dueAtMs).replace("00:00", "24:00");
  await demand.getByText(`${due}まで`).waitFor();
  await demand.getByText("過ぎると: 出店停止").waitFor();
}

test(
  "the mall's demand has one owner at any moment, and moves on when she does not answer",
  { skip: noBrowser },
  async (t) => {
    const place = await openPlace(t);
    await place.writeConfig(mailTo(place));
    const clock = leapingClock();
    const guard = await startHere(t, place, clock, join(import.meta.dirname, "../../dist/page"));
    const token = (await readFile(join(place.records, "cli-token"), "utf8")).trim();
    const api = async (method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
      const response = await fetch(`${guard.consoleUrl}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const answer = (await response.json()) as Record<string, unknown>;
      assert.ok(response.ok, JSON.stringify(answer));
      return answer;
    };
    const mails = async (): Promise<readonly Email[]> =>
      Promise.all(place.mails.map((mail) => PostalMime.parse(mail)));
    const toldTo = async (name: string): Promise<readonly Email[]> =>
      (await mails()).filter((mail) => mail.to?.some(({ address }) => address === `${name}@example.jp`));

    const nowMs = clock.nowMs();
    const incident = await api("POST", "/v1/incidents", {
      type: "backdoor",
      title: "モールからの至急FAX",
      hintAtMs: nowMs,
      source: "mall",
      channel: "fax",
    });
    const id = String(incident["id"]);
    await api("POST", `/v1/incidents/${id}/demand`, {
      from: "モール",
      what: "回答書",
      receivedAtMs: nowMs,
      dueAtMs: nowMs + 10 * HOUR_MS,
      orElse: "出店停止",
    });
    // An entry makes the desk look at once; by itself it looks every minute.
    const look = (): Promise<unknown> => api("POST", `/v1/incidents/${id}/note`, { words: "確認" });
    assert.deepEqual(await mails(), [], "nothing is due yet");

    clock.leap(5 * HOUR_MS + MINUTE_MS);
    await look();
    await until("she is told at half time", async () => (await toldTo("hanako")).length === 1);
    assert.match((await toldTo("hanako"))[0]?.text ?? "", /モール：回答書[\s\S]*守れないとき：出店停止/);
    assert.equal((await toldTo("taro")).length, 0, "the others sleep");

    clock.leap(11 * MINUTE_MS);
    await until("she is reminded before it moves", async () => (await toldTo("hanako")).length === 2);
    clock.leap(5 * MINUTE_MS);
    await until("it moved on to the deputy", async () => (await toldTo("taro")).length === 1);
    const alertOf = async (): Promise<Record<string, unknown>> => {
      const { alerts } = (await api("GET", "/v1/alerts?limit=50")) as { alerts: Record<string, unknown>[] };
      const mine = alerts.filter(({ kind }) => kind === "clock");
      const demand = mine.find((alert) => String(alert["facts"]).includes("demand"));
      assert.ok(demand !== undefined, JSON.stringify(mine));
      return demand;
    };
    assert.equal((await alertOf())["owner"], "太郎");

    const [mail] = await toldTo("taro");
    const link = /https?:\/\/\S+\/a\/[\w-]+/.exec(mail?.text ?? "")?.[0] ?? "";
    const browser = await openBrowser();
    t.after(() => browser.close());
    const page = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: "ja-JP" });
    // What a mail scanner does: it only looks.
    await fetch(link);
    assert.equal((await alertOf())["state"], "open");
    await page.goto(link);
    await page.getByRole("button", { name: "私が対応します" }).click();
    await page.getByText("あなた（太郎さん）が対応しています。").waitFor();
    assert.equal((await alertOf())["state"], "owned");

    await seenByTheOwner(page, guard, { incident: id, dueAtMs: nowMs + 10 * HOUR_MS });

    const before = (await mails()).length;
    clock.leap(HOUR_MS);
    await look();
    await systemClock().sleep(7_000);
    assert.equal((await mails()).length, before, "what somebody has pages nobody");
    clock.leap(2 * HOUR_MS);
    await look();
    await until(
      "four fifths are gone: he alone hears of it",
      async () => (await toldTo("taro")).length === 2,
    );
    assert.equal((await toldTo("hanako")).length, 2);
  },
);
