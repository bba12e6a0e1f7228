// Incidents over real HTTP: who may do what, what is refused and how it is said, and that a second click changes nothing.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { ACTS } from "../../desk/index.ts";
import { apiWords } from "../words.ts";
import { openGround, type Ground } from "./ground.ts";
import * as shapes from "./incident-shapes.ts";

const grounds: Ground[] = [];
async function ground(): Promise<Ground> {
  const made = await openGround();
  grounds.push(made);
  await made.nameOwner();
  return made;
}
after(async () => {
  await Promise.all(grounds.map((made) => made.console.close()));
});

type Body = Readonly<Record<string, unknown>>;
interface Seen {
  readonly status: number;
  readonly body: Body;
}

async function seen(answer: { status: number; json(): Promise<unknown> }): Promise<Seen> {
  return { status: answer.status, body: (await answer.json()) as Body };
}

/** A person's hand on the API. */
async function hand(made: Ground, headers?: Readonly<Record<string, string>>) {
  const mine = headers ?? (await made.signedIn());
  return {
    get: async (path: string) => seen(await made.get(`/v1/incidents${path}`, mine)),
    post: async (path: string, body: unknown) => seen(await made.post(`/v1/incidents${path}`, body, mine)),
  };
}

const codeOf = ({ body }: Seen): unknown => (body["error"] as Body | undefined)?.["code"];
const OPENING = {
  type: "card-leak",
  title: "カード会社からの電話",
  source: "card-company",
  channel: "telephone",
  words: { caller: "山田", contact: "03-1234-5678", words: "心当たりはありますか" },
};

async function opened(made: Ground): Promise<{ at: string; me: Awaited<ReturnType<typeof hand>> }> {
  const me = await hand(made);
  const { status, body } = await me.post("", { ...OPENING, key: "click-1" });
  assert.equal(status, 200, JSON.stringify(body));
  return { at: `/${String(body["id"])}`, me };
}

const WATCH_ALERT: Ground["alerts"][number] = {
  id: "alert_w",
  kind: "watch-malicious",
  openedAtMs: 1,
  changedAtMs: 2,
  state: "open",
  owner: "花子",
  ownedAtMs: null,
  facts: "{}",
  told: 1,
};

describe("an incident", () => {
  test("is opened once by a double click, seen in the list with its next step, and told whole", async () => {
    const made = await ground();
    const { at, me } = await opened(made);
    assert.equal((await opened(made)).at, at);
    const { body } = await me.get("?state=open");
    const rows = shapes.incidentList.parse(body).incidents;
    assert.deepEqual(
      rows.map(({ title, next }) => [title, next?.step, next?.act, next?.owner]),
      [["カード会社からの電話", "pause-cards", "pause-cards", "花子"]],
    );
    const view = shapes.incidentView.parse((await me.get(at)).body);
    assert.deepEqual(view.available, ["pause-cards"]);
    assert.ok(
      view.next.every(({ act }) => act === null || act === "pause-cards"),
      "nothing is offered that is away",
    );
    assert.doesNotMatch(JSON.stringify([view, made.journal.lines]), /山田|心当たり/);
  });

  test("opened from an alert of the watch has the window filled in, once, and a person's own word stays", async () => {
    const made = await ground();
    const me = await hand(made);
    const raised = {
      kind: "watch-malicious",
      stage: "found:1",
      facts: { path: "html/x.php", firstSeenMs: 2_000, lastCleanMs: 1_000 },
    };
    made.alerts.push({ ...WATCH_ALERT, facts: JSON.stringify({ raised }) });
    const wish = { type: "backdoor", title: "裏口", source: "alert", channel: "own", alert: WATCH_ALERT.id };
    const { body } = await me.post("", wish);
    const expected = { fromMs: 1_000, toMs: 2_000, how: "html/x.php" };
    assert.deepEqual(shapes.incidentView.parse(body).window, expected);
    const at = `/${String(body["id"])}`;
    await me.post(`${at}/window`, { fromMs: 500, toMs: 2_000, how: "調査会社" });
    const again = shapes.incidentView.parse((await me.post("", wish)).body);
    assert.equal(again.window?.fromMs, 500);
  });

  test("takes every command, and each answers with the picture it makes", async () => {
    const made = await ground();
    const { at, me } = await opened(made);
    const now = made.clock.nowMs();
    const commands: readonly (readonly [string, Body])[] = [
      ["hint", { source: "customer", channel: "email", words: { words: "迷惑メールが来た" } }],
      ["note", { words: "折り返し待ち" }],
      ["facts", { clock: { knownAtMs: now, people: 491 } }],
      ["window", { fromMs: now - 9, toMs: null, how: "調査会社" }],
      ["name", { person: "太郎" }],
      ["unname", { person: "太郎" }],
      ["demand", { id: "demand_1", from: "モール", what: "回答書", receivedAtMs: now, dueAtMs: now + 9 }],
      ["clock", { clock: "demand_1", mark: "done", why: "FAX済み" }],
      ["clock", { clock: "acquirer", mark: "not-applicable", why: "相手から聞いた" }],
      ["cost", { costId: "c1", what: "forensic", from: "甲社", yen: 2_000_000, state: "chosen" }],
      ["evidence", { bag: "bag.tar", sha256: "a".repeat(64), bytes: 3 }],
      ["handed", { what: "bag.tar", sha256: "a".repeat(64), to: "県警", through: "in-person", why: "捜査" }],
      [
        "scope",
        {
          runId: "run_1",
          resultSha256: "b".repeat(64),
          classes: { confirmed: 98, possible: 2, cannotTell: 0, notAffected: 9 },
          people: 109,
        },
      ],
    ];
    for (const [path, body] of commands) {
      const answer = await me.post(`${at}/${path}`, body);
      assert.equal(answer.status, 200, `${path} ${JSON.stringify(answer.body)}`);
      shapes.incidentView.parse(answer.body);
    }
    const view = shapes.incidentView.parse((await me.get(at)).body);
    assert.equal(view.timeline.length, commands.length + 1);
    assert.deepEqual(
      [view.clockFacts.people, view.money.agreedYen, view.evidence.length],
      [100, 2_000_000, 1],
    );
    assert.deepEqual(
      [view.timeZone, view.handed[0]?.to, view.handed[0]?.handedAtMs],
      ["Asia/Tokyo", "県警", now],
    );
    assert.deepEqual(view.named, ["owner:花子"]);
    const { entries } = shapes.entryList.parse((await me.get(`${at}/entries`)).body);
    assert.deepEqual(
      made.journal.lines
        .filter(({ kind }) => kind.startsWith("incident."))
        .map(({ facts }) => (facts as Body)["sha256"]),
      entries.map(({ sha256 }) => sha256),
    );
  });

  test("does an act once for two people, tells both the one result, and undoes it", async () => {
    const made = await ground();
    const { at, me } = await opened(made);
    const other = await hand(made, await made.tokenFor("incidents:write", "incidents:read"));
    const wish = { act: "pause-cards", why: "念のため" };
    const both = await Promise.all([
      me.post(`${at}/acts`, { ...wish, key: "a" }),
      other.post(`${at}/acts`, { ...wish, key: "b" }),
    ]);
    assert.deepEqual(both[0]?.body, both[1]?.body);
    const done = shapes.actView.parse(both[0]?.body);
    assert.deepEqual([done.state, (await made.gatehouse.now()).cards.state], ["done", "paused"]);
    const undone = await other.post(`${at}/acts/${done.key}/undo`, { why: "安全" });
    assert.equal(shapes.actView.parse(undone.body).state, "undone");
    assert.equal((await made.gatehouse.now()).cards.state, "open");
    for (const act of ACTS.filter((name) => name !== "pause-cards")) {
      const away = await me.post(`${at}/acts`, { act, key: act, why: "x" });
      assert.deepEqual([away.status, codeOf(away)], [409, "incident.act-away"]);
    }
  });

  test("gives people's words to those named alone, and writes down who read them", async () => {
    const made = await ground();
    const { at, me } = await opened(made);
    const token = await hand(made, await made.tokenFor("incidents:read"));
    const refused = await token.get(`${at}/words/1`);
    assert.deepEqual([refused.status, codeOf(refused)], [403, "incident.not-named"]);
    const read = await me.get(`${at}/words/1`);
    assert.equal(shapes.wordsView.parse(read.body).caller, "山田");
    assert.deepEqual(made.journal.lines.at(-1), {
      kind: "incident.words-read",
      by: "owner:花子",
      facts: { incident: at.slice(1), seq: 1 },
    });
    for (const seq of ["0", "99", "x"]) assert.equal((await me.get(`${at}/words/${seq}`)).status, 404, seq);
  });

  test("is closed only when its dates are met or ruled out, and says how long its personal data is kept", async () => {
    const made = await ground();
    const { at, me } = await opened(made);
    const early = await me.post(`${at}/close`, { why: "済み" });
    assert.deepEqual([early.status, codeOf(early)], [409, "incident.clocks-open"]);
    await me.post(`${at}/clock`, { clock: "acquirer", mark: "done", why: "電話" });
    const { incident, daysLeft } = shapes.incidentClosed.parse(
      (await me.post(`${at}/close`, { why: "済み", keepDays: 90 })).body,
    );
    assert.deepEqual([incident.state, daysLeft], ["closed", 90]);
    const late = await me.post(`${at}/acts`, { act: "pause-cards", key: "k", why: "x" });
    assert.deepEqual([late.status, codeOf(late)], [409, "incident.closed"]);
    assert.equal((await me.post(`${at}/reopen`, { why: "続報" })).body["state"], "open");
  });
});

describe("what is refused", () => {
  test("says the same of an incident that is not there, whatever is asked of it", async () => {
    const made = await ground();
    const me = await hand(made);
    for (const id of ["incident_none", "incident_x'--", "..%2f"]) {
      for (const path of [`/${id}`, `/${id}/entries`]) assert.equal((await me.get(path)).status, 404, path);
      const answer = await me.post(`/${id}/note`, { words: "x" });
      assert.deepEqual([answer.status, codeOf(answer)], [404, "incident.unknown"]);
    }
  });

  test("is whatever has the wrong shape: no reason, a clock or act nobody knows, a field too much", async () => {
    const made = await ground();
    const { at, me } = await opened(made);
    const wrong: readonly (readonly [string, unknown])[] = [
      ["clock", { clock: "acquirer", mark: "not-applicable", why: " " }],
      ["clock", { clock: "moon", mark: "done", why: "x" }],
      ["acts", { act: "burn-all", key: "k", why: "x" }],
      ["acts", { act: "pause-cards", key: "k k", why: "x" }],
      ["facts", {}],
      ["facts", { clock: { hintAtMs: 1 } }],
      ["cost", { what: "forensic", yen: -1 }],
      ["demand", { from: "モール", what: "x", receivedAtMs: 1 }],
      ["close", { why: "x", keepDays: 99_999 }],
      ["note", { words: "" }],
      ["hint", { source: "moon", channel: "web" }],
      ["name", { person: "太郎", more: 1 }],
      ["handed", { what: "x", to: "県警", why: "x", through: "by-pigeon" }],
      ["handed", { what: "x", to: "県警", why: "x", sha256: "not a hash" }],
    ];
    for (const [path, body] of wrong) assert.equal((await me.post(`${at}/${path}`, body)).status, 422, path);
    const { body } = await me.get(at);
    assert.equal((body["timeline"] as unknown[]).length, 1);
  });

  test("is a token without the scope, reading and writing apart", async () => {
    const made = await ground();
    const { at } = await opened(made);
    const reader = await hand(made, await made.tokenFor("incidents:read"));
    assert.equal((await reader.get(at)).status, 200);
    assert.equal((await reader.post(`${at}/note`, { words: "x" })).status, 403);
    const stranger = await hand(made, await made.tokenFor("cards:write"));
    assert.equal((await stranger.get("")).status, 403);
  });

  test("has its sentence and its hint, whichever fault it is", () => {
    const faults = Object.keys(apiWords).filter(
      (key) => key.startsWith("incident.") && !key.endsWith(".hint"),
    );
    assert.ok(faults.length > 15);
    for (const fault of faults) assert.ok(`${fault}.hint` in apiWords, fault);
  });
});
