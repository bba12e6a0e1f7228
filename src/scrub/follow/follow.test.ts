// Follow on real files that grow, are rotated, cut and made anew, and across restarts.

import assert from "node:assert/strict";
import {
  appendFileSync,
  copyFileSync,
  readdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { test, type TestContext } from "node:test";
import { testFolder } from "../fix/stage.test-kit.ts";
import { openScans } from "../scans.ts";
import type { FollowEnd, FollowEvent, FollowRequest } from "./contract.ts";
import { followFiles } from "./follow.ts";
import { openPlaceKey } from "./places.ts";

const CARD = "4111111111111111";
const HIDDEN = "411111******1111";

interface Followed {
  readonly folder: string;
  readonly path: string;
  readonly events: FollowEvent[];
  readonly begin: (more?: Partial<FollowRequest>) => { end(): Promise<FollowEnd>; done: Promise<FollowEnd> };
  /** Waits until the events satisfy this. */
  readonly until: (is: (events: readonly FollowEvent[]) => boolean) => Promise<void>;
}

async function stage(t: TestContext): Promise<Followed> {
  const folder = testFolder(t);
  const path = join(folder, "a.log");
  const stateFolder = join(folder, ".state");
  const key = await openPlaceKey(stateFolder);
  const events: FollowEvent[] = [];
  const until: Followed["until"] = async (is) => {
    while (!is(events)) await wait(5);
  };
  const begin: Followed["begin"] = (more = {}) => {
    const gone = new AbortController();
    t.after(() => gone.abort());
    const done = followFiles({
      files: [path],
      fix: false,
      all: false,
      fromStart: false,
      once: false,
      stateFolder,
      key,
      scans: () => openScans(key)(null),
      pollMs: 10,
      gone: gone.signal,
      onEvent: (event) => events.push(event),
      ...more,
    });
    return {
      done,
      end: () => {
        gone.abort();
        return done;
      },
    };
  };
  return { folder, path, events, begin, until };
}
const found = (events: readonly FollowEvent[]) =>
  events.flatMap((event) => (event.kind === "found" ? [event] : []));
const kinds = (events: readonly FollowEvent[]): string[] => events.map((event) => event.kind);

test("tells of a card as it is written, with its place, and not of what stood there before", async (t) => {
  const { path, events, begin, until } = await stage(t);
  writeFileSync(path, `old ${CARD}\n`);
  const run = begin();
  await until((all) => kinds(all).includes("began"));
  appendFileSync(path, `new ${CARD.slice(0, 8)}`);
  await wait(40);
  appendFileSync(path, `${CARD.slice(8)} end\n`);
  await until((all) => found(all).length > 0);
  assert.deepEqual(await run.end(), { found: 1, hidden: 0 });
  const [one] = found(events);
  assert.deepEqual(
    [one?.finding.offset, one?.line, one?.finding.masked, one?.why],
    [25, null, HIDDEN, "not-asked"],
  );
  assert.ok(!JSON.stringify(events).includes(CARD));
});

test("with fix the card is gone from the file when it is told, and the writer is not disturbed", async (t) => {
  const { folder, path, events, begin, until } = await stage(t);
  writeFileSync(path, `first ${CARD}\n`);
  const run = begin({ fix: true, fromStart: true });
  for (let i = 2; i <= 20; i++) {
    appendFileSync(path, `line ${i} 4111-1111-1111-1111\n`);
    await wait(i % 3);
  }
  await until((all) => found(all).length === 20);
  assert.deepEqual(await run.end(), { found: 20, hidden: 20 });
  assert.deepEqual(
    found(events).map(({ line }) => line),
    Array.from({ length: 20 }, (_, i) => i + 1),
  );
  const lines = readFileSync(path, "utf8").trimEnd().split("\n");
  assert.deepEqual(lines[0], `first ${HIDDEN}`);
  assert.ok(lines.slice(1).every((line, i) => line === `line ${i + 2} 4111-11**-****-1111`));
  assert.deepEqual(
    readdirSync(join(folder, ".state")).filter((name) => name.endsWith(".fixing")),
    [],
  );
});

test("follows the name through rotation, and the old file while its writer still has it", async (t) => {
  const { folder, path, events, begin, until } = await stage(t);
  writeFileSync(path, "begin\n");
  const run = begin({ fix: true });
  await until((all) => kinds(all).includes("began"));
  renameSync(path, join(folder, "a.log.1"));
  appendFileSync(join(folder, "a.log.1"), `late ${CARD}\n`);
  writeFileSync(path, `fresh ${CARD}\n`);
  await until((all) => found(all).length === 2);
  await run.end();
  assert.ok(kinds(events).includes("rotated"));
  assert.equal(readFileSync(path, "utf8"), `fresh ${HIDDEN}\n`);
  assert.equal(readFileSync(join(folder, "a.log.1"), "utf8"), `begin\nlate ${HIDDEN}\n`);
});

test("a log cut short is read from its start again, also when it has grown past the old place", async (t) => {
  const { folder, path, events, begin, until } = await stage(t);
  writeFileSync(path, "some lines\nof before\n");
  const run = begin();
  await until((all) => kinds(all).includes("began"));
  copyFileSync(path, join(folder, "copy"));
  truncateSync(path, 0);
  await until((all) => kinds(all).includes("truncated"));
  appendFileSync(path, `after ${CARD}\n`);
  await until((all) => found(all).length === 1);
  // Cut and grown between two looks: longer than before, but not the same bytes.
  writeFileSync(path, `all new, and longer than the file was before: ${CARD}\n`);
  await until((all) => found(all).length === 2);
  await run.end();
  assert.deepEqual(
    found(events).map(({ line }) => line),
    [1, 1],
  );
});

test("waits for a file that is not there, and reads it from its start when it comes", async (t) => {
  const { path, events, begin, until } = await stage(t);
  const run = begin();
  await until((all) => kinds(all).includes("waiting"));
  writeFileSync(path, `born with ${CARD}\n`);
  await until((all) => found(all).length === 1);
  await run.end();
  assert.deepEqual(kinds(events), ["waiting", "began", "found"]);
});

test("after a restart it goes on where it was: nothing twice, nothing left out, rotated or not", async (t) => {
  const { folder, path, events, begin } = await stage(t);
  writeFileSync(path, `one ${CARD}\n`);
  await begin({ fromStart: true, once: true }).done;
  appendFileSync(path, `two ${CARD}\n`);
  await begin({ once: true }).done;
  assert.deepEqual(
    found(events).map(({ line }) => line),
    [1, 2],
  );
  appendFileSync(path, `three ${CARD}\n`);
  renameSync(path, join(folder, "a.log.1"));
  writeFileSync(path, `four ${CARD}\n`);
  await begin({ once: true }).done;
  assert.deepEqual(
    found(events)
      .slice(2)
      .map(({ line }) => line)
      .toSorted((a, b) => (a ?? 0) - (b ?? 0)),
    [1, 3],
  );
  await begin({ once: true }).done;
  assert.equal(found(events).length, 4);
});

test("a file made anew with the old inode, or cut while nobody looked, is read from its start", async (t) => {
  const { path, events, begin } = await stage(t);
  writeFileSync(path, "alpha beta gamma\n".repeat(30));
  await begin({ fromStart: true, once: true }).done;
  writeFileSync(path, `delta ${CARD} epsilon\n`.repeat(40));
  await begin({ once: true }).done;
  assert.equal(found(events).length, 40);
  assert.ok(kinds(events).includes("truncated"));
});

test("what is remembered holds no content", async (t) => {
  const { folder, path, begin } = await stage(t);
  writeFileSync(path, `secret-word ${CARD}\n`);
  await begin({ fromStart: true, once: true }).done;
  const state = join(folder, ".state");
  const kept = readdirSync(state).map((name) => readFileSync(join(state, name), "latin1"));
  assert.ok(kept.length >= 2);
  assert.ok(kept.every((text) => !text.includes("secret") && !text.includes("1111")));
});

test("many files are followed at once", async (t) => {
  const { folder, events, begin, until } = await stage(t);
  const files = Array.from({ length: 60 }, (_, i) => join(folder, `many-${i}.log`));
  for (const file of files) writeFileSync(file, "");
  const run = begin({ files, fromStart: true });
  await until((all) => kinds(all).filter((kind) => kind === "began").length === 60);
  for (const file of files) appendFileSync(file, `x ${CARD}\n`);
  await until((all) => found(all).length === 60);
  assert.equal((await run.end()).found, 60);
  assert.equal(new Set(found(events).map(({ file }) => file)).size, 60);
});
