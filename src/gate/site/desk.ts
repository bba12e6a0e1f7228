// The house's side of the orders for the whole shop: one act after the other, in force before it is written where that is
// the safer way, durable before it is told, in the journal once.

import { MisemoriError, parseNetworks, type Networks } from "../../kernel/index.ts";
import { maskText } from "../../scrub/index.ts";
import { ORIGINS_MAX, SENTENCE_CHARS_MAX, type OriginBlock, type Site, type SiteAct } from "./contract.ts";
import type { SiteAnswer, SiteChange, SiteOrder } from "./contract.ts";
import { isBlocked, isSameOrigin, refusalOf, type BlockWish } from "./guarding.ts";
import { readOrigin } from "./origins.ts";
import { createPassLinks, PASS_PATH } from "./passes.ts";
import {
  actOf,
  changed,
  firstStanding,
  show,
  takeUp,
  viewOf,
  writeDown,
  writeMissing,
  type SiteDeskTools,
  type Standing,
} from "./standing.ts";

export interface SiteDesk {
  readonly site: Site;
  /** True for exactly one caller per link, while the shop is stopped. */
  redeem(token: string): Promise<boolean>;
  /** Once a second: blocks whose time is over, acts that the journal still misses, records that could not be read. */
  tick(): Promise<void>;
}

/** A double click, or two people at once: not two endings. */
const SAME_ENDING_MS = 10_000;

export async function openSiteDesk(tools: SiteDeskTools): Promise<SiteDesk> {
  const standing = firstStanding();
  await takeUp(tools, standing);
  await writeMissing(tools, standing);
  const links = createPassLinks(tools.random);
  // Two people act one after the other: the second is told what the first one did.
  let line: Promise<unknown> = Promise.resolve();
  const inLine = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = line.then(work, work);
    line = turn.catch(() => undefined);
    return turn;
  };
  return {
    redeem: async (token) =>
      standing.state.shop.state === "stopped" && links.redeem(token, tools.clock.nowMs()),
    tick: () =>
      inLine(async () => {
        if (!standing.readable) await takeUp(tools, standing);
        await endBlocks(tools, standing);
        await writeMissing(tools, standing);
      }),
    site: {
      state: async () => viewOf(tools, standing),
      stop: (order) => inLine(() => stopShop(tools, standing, order)),
      open: (order) => inLine(() => openShop(tools, standing, order)),
      block: (origin, order) => inLine(() => block(tools, standing, { origin, ...order })),
      unblock: (origin, order) => inLine(() => unblock(tools, standing, origin, order)),
      endSessions: (order) => inLine(() => endSessions(tools, standing, order)),
      pass: ({ by }) =>
        inLine(async () => {
          if (standing.state.shop.state !== "stopped") return undefined;
          const atMs = tools.clock.nowMs();
          const act = actOf(tools, { kind: "shop.pass-made", by, atMs, facts: {} });
          await tools.orders.note(act);
          await writeDown(tools, standing, act);
          const { token, validUntilMs } = links.make(atMs);
          return { url: new URL(`${PASS_PATH}?t=${token}`, tools.settings().shopUrl).href, validUntilMs };
        }),
    },
  };
}

type Given = Parameters<Site["stop"]>[0];

async function stopShop(tools: SiteDeskTools, standing: Standing, given: Given): Promise<SiteAnswer> {
  const { by, why } = plain(given);
  const sentence = given.sentence === undefined ? undefined : sentenceOf(given.sentence);
  const before = standing.state.shop;
  const isStopped = before.state === "stopped";
  const isSame = isStopped && (sentence === undefined || sentence === before.sentence);
  if (isSame && standing.saved.shop === before) return done(tools, standing, "unchanged");
  const atMs = tools.clock.nowMs();
  // Another sentence on a stopped shop is the same stop: since when and by whom stays.
  const shop = isStopped
    ? { ...before, sentence: sentence ?? before.sentence }
    : { state: "stopped" as const, by, why, sentence: sentence ?? null, atMs };
  const act = actOf(tools, { kind: "shop.stopped", by, atMs, facts: { why, sentence: shop.sentence } });
  // Stopped first, written then: whatever fails, the safer state holds.
  return make(tools, standing, { kind: "shop", shop }, act, "at-once");
}

async function openShop(
  tools: SiteDeskTools,
  standing: Standing,
  given: Parameters<Site["open"]>[0],
): Promise<SiteAnswer> {
  if (standing.state.shop.state === "open") return done(tools, standing, "unchanged");
  const { by, why } = plain(given);
  const atMs = tools.clock.nowMs();
  const act = actOf(tools, { kind: "shop.opened", by, atMs, facts: { why } });
  const shop = { state: "open" as const, by, why, sentence: null, atMs };
  return make(tools, standing, { kind: "shop", shop }, act, "when-written");
}

async function block(tools: SiteDeskTools, standing: Standing, wish: BlockWish): Promise<SiteAnswer> {
  const { by, why } = plain(wish);
  const origin = readOrigin(wish.origin);
  if (origin === undefined) return { kind: "refused", code: "unreadable" };
  const atMs = tools.clock.nowMs();
  const untilMs = wish.untilMs ?? null;
  const { blocks } = standing.state;
  const before = blocks.find((one) => isSameOrigin(one, origin));
  if (before?.untilMs === untilMs && before !== undefined && standing.saved.blocks.includes(before))
    return done(tools, standing, "unchanged");
  const refused = refusalOf({ ...wish, origin }, { ...tools, spared: sparedOf(tools), atMs });
  if (refused !== undefined) return refused;
  if (before === undefined && blocks.length >= ORIGINS_MAX) return { kind: "refused", code: "full" };
  const fresh: OriginBlock = { ...origin, by, why, atMs, untilMs };
  const facts = { origin: `${origin.kind} ${origin.value}`, why, untilMs };
  const act = actOf(tools, { kind: "origin.blocked", by, atMs, facts });
  return make(tools, standing, { kind: "block", block: fresh }, act, "at-once");
}

async function unblock(
  tools: SiteDeskTools,
  standing: Standing,
  ...[given, order]: Parameters<Site["unblock"]>
): Promise<SiteAnswer> {
  const origin = readOrigin(given);
  if (origin === undefined) return { kind: "refused", code: "unreadable" };
  if (!isBlocked(standing.state.blocks, origin)) return done(tools, standing, "unchanged");
  const { by, why } = plain(order);
  const facts = { origin: `${origin.kind} ${origin.value}`, why };
  const act = actOf(tools, { kind: "origin.unblocked", by, atMs: tools.clock.nowMs(), facts });
  return make(tools, standing, { kind: "unblock", origin }, act, "when-written");
}

async function endSessions(
  tools: SiteDeskTools,
  standing: Standing,
  given: Parameters<Site["endSessions"]>[0],
): Promise<SiteAnswer> {
  const { by, why } = plain(given);
  const before = standing.state.sessions;
  const nowMs = Math.floor(tools.clock.nowMs());
  const isSame = before !== null && Math.abs(nowMs - before.atMs) < SAME_ENDING_MS;
  if (isSame && standing.saved.sessions === before) return done(tools, standing, "unchanged");
  // Never before an earlier ending, whatever the clock does: seals of that one must be void.
  const atMs = isSame ? before.atMs : Math.max(nowMs, (before?.atMs ?? 0) + 1);
  const act = actOf(tools, { kind: "shop-sessions.ended", by, atMs, facts: { why } });
  return make(tools, standing, { kind: "sessions", sessions: { by, why, atMs } }, act, "at-once");
}

/** Puts a change in force and writes it, in the order that is safer when writing fails. */
async function make(
  tools: SiteDeskTools,
  standing: Standing,
  change: SiteChange,
  act: SiteAct,
  inForce: "at-once" | "when-written",
): Promise<SiteAnswer> {
  const next = changed(standing.state, change);
  if (inForce === "at-once") show(tools, standing, next);
  await tools.orders.change(change, act);
  standing.saved = changed(standing.saved, change);
  show(tools, standing, next);
  if (change.kind === "sessions") {
    const { by, atMs } = change.sessions;
    tools.events.emit({ type: "sessions.ended", by, atMs });
  }
  tools.changed();
  return done(tools, standing, (await writeDown(tools, standing, act)) ? "journalled" : "not-journalled");
}

/** Blocks whose time is over are welcome again already; here they leave the list. */
async function endBlocks(tools: SiteDeskTools, standing: Standing): Promise<void> {
  const atMs = tools.clock.nowMs();
  for (const origin of standing.state.blocks) {
    if (origin.untilMs === null || origin.untilMs > atMs) continue;
    const facts = { origin: `${origin.kind} ${origin.value}` };
    const act = actOf(tools, { kind: "origin.block-ended", by: "misemori", atMs, facts });
    await make(tools, standing, { kind: "unblock", origin }, act, "when-written");
  }
}

function done(
  tools: SiteDeskTools,
  standing: Standing,
  how: "unchanged" | "journalled" | "not-journalled",
): SiteAnswer {
  const state = viewOf(tools, standing);
  return { kind: "done", changed: how !== "unchanged", journalled: how !== "not-journalled", state };
}

/** Kept for ever and shown: without card numbers, and no longer than a sentence. */
function plain({ by, why }: SiteOrder): SiteOrder {
  return { by, why: maskText(why).trim().slice(0, SENTENCE_CHARS_MAX) };
}

/** Shown to everybody: one paragraph; nothing but blanks is none. */
function sentenceOf(written: string): string | null {
  const text = maskText(written).replaceAll(/\s+/g, " ").trim().slice(0, SENTENCE_CHARS_MAX);
  return text === "" ? null : text;
}

function sparedOf({ settings }: SiteDeskTools): Networks {
  const networks = parseNetworks(settings().spared);
  if (!networks.ok) throw new MisemoriError(networks.code, networks.message, networks.hint);
  return networks.value;
}
