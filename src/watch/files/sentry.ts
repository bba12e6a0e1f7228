// Stands guard over one tree: a quick pass at the start, then every change as it is heard, a whole pass on schedule, and a look
// at the manifest, which other programs write. Tells alerts; changes nothing in the tree.

import { MisemoriError } from "../../kernel/index.ts";
import { openApprovedSide, standingOf, type ApprovedSide } from "./approved-side.ts";
import { FILE_LIMITS, type Trouble } from "./contract.ts";
import { bytesOfName, type DifferTools } from "./differ.ts";
import { openEars, type Ears } from "./ears.ts";
import { openKeptState, sameTroubles, type KeptState } from "./kept-state.ts";
import { openPace } from "./pace.ts";
import { makeFolder, placesOf } from "./places.ts";
import { lookAtAll, lookAtPath, type LookTools, type PassWish } from "./post-looks.ts";
import { openRules } from "./rules.ts";
import type { RulesFolder } from "../scan/foreign.ts";
import type { SentrySettings, SentryTools } from "./sentry-contract.ts";
import { brokenRules } from "./tree.ts";
import { createTeller } from "./teller.ts";
import { rootMarkOf } from "./walk-tree.ts";

const LOOK_EVERY_MS = 2_000;
const ATTEND_EVERY_MS = 40;
/** Where events should come and do not. */
const DEAF_POLL_MS = 60_000;
const RECOUNT_MS = 10_000;
const TELL_EVERY_MS = 500;
/** After a storm: what is being unpacked should be mostly there. */
const STORM_REST_MS = 500;
/** A pass that overlaps the one before by this much misses nothing that was written while a clock's tick went by. */
const OVERLAP_MS = 5_000;

/** Until `gone`. */
export async function standSentry(settings: SentrySettings, tools: SentryTools): Promise<void> {
  const post = new Post(settings, tools);
  try {
    await post.begin();
    while (!tools.gone.aborted) {
      await post.rest();
      if (tools.gone.aborted) break;
      try {
        await post.work();
      } catch (error) {
        if (!(error instanceof MisemoriError && error.code === "watch.manifest")) throw error;
        // Written over while it was read: the next look says whether that was lawful.
        post.distrust();
      }
    }
  } finally {
    post.close();
  }
}

/** What one sentry knows and does; all of it is called from the one loop above. */
class Post {
  readonly #settings: SentrySettings;
  readonly #tools: SentryTools;
  readonly #kept: KeptState;
  readonly #approved: ApprovedSide;
  #ears: Ears;
  #looks: LookTools;
  readonly #teller: ReturnType<typeof createTeller>;
  #unseen: readonly Trouble[];
  #lookedAtMs = Number.NEGATIVE_INFINITY;
  #attendedAtMs = Number.NEGATIVE_INFINITY;
  readonly #rules: RulesFolder | null;
  #passedAtMs: number;
  /** Which folder stands there: what is heard is that folder, wherever it was moved. */
  #rootMark: string;
  #isPassOwed = true;
  #isFullOwed = false;
  #rulesVersion = 0;
  /** Rules that came since judge also what nothing touched. */
  #areRulesNew = false;

  constructor(settings: SentrySettings, tools: SentryTools) {
    const { tree, recordsFolder, language } = settings;
    const { clock, gone, key, tell } = tools;
    const places = placesOf(recordsFolder, tree.name);
    makeFolder(places.folder);
    this.#settings = settings;
    this.#tools = tools;
    this.#kept = openKeptState(places);
    this.#approved = openApprovedSide(places, {
      tree: tree.name,
      recordsFolder,
      key,
      language,
      monoMs: () => clock.monoMs(),
      expected: () => tools.expected?.(),
    });
    this.#rootMark = rootMarkOf(tree.path);
    this.#ears = openEars(settings, clock);
    this.#rules = tools.rules ?? null;
    const [kept, approved, { live }] = [this.#kept, this.#approved, this.#ears];
    this.#looks = { kept, approved, live, clock, gone, differ: this.#differ(null), touched: new Set() };
    this.#teller = createTeller({ tree: tree.name, kept, clock, tell });
    this.#unseen = kept.state().troubles;
    this.#passedAtMs = clock.monoMs();
  }

  async begin(): Promise<void> {
    await this.#followRules();
    await this.#approved.reload();
    this.#tellStanding();
  }

  distrust(): void {
    this.#approved.distrust();
    this.#tellStanding();
    this.#lookedAtMs = Number.NEGATIVE_INFINITY;
  }

  async work(): Promise<void> {
    const { clock, gone, takeAsked } = this.#tools;
    if (this.#ears.takeStorm()) {
      await clock.sleep(STORM_REST_MS, gone);
      this.#isPassOwed = true;
    }
    await this.#attend();
    if (!this.#isPassOwed) await this.#lookAround();
    if (this.#isPassDue()) await this.#pass(true);
    const fullPassAtMs = this.#kept.state().fullPassAtMs ?? 0;
    const isDue = clock.nowMs() - fullPassAtMs >= this.#settings.fullPassMs;
    if (takeAsked?.() === true) this.#isFullOwed = true;
    if (!this.#isFullOwed && !isDue) return;
    await this.#pass(false);
    // Owed until it came to its end: a manifest written over meanwhile breaks it off.
    this.#isFullOwed = false;
  }

  /** Until something is to be done. */
  async rest(): Promise<void> {
    if (this.#isPassOwed) return;
    const ripeMs = Math.max(this.#ears.pending.nextMs() ?? Infinity, this.#attendedAtMs + ATTEND_EVERY_MS);
    await this.#ears.sleep(Math.min(ripeMs, this.#lookedAtMs + this.#lookEveryMs()), this.#tools.gone);
  }

  close(): void {
    this.#ears.live?.close();
    this.#approved.close();
    this.#kept.save();
  }

  #lookEveryMs(): number {
    return this.#settings.lookEveryMs ?? LOOK_EVERY_MS;
  }

  #differ(bytesPerSecond: number | null): DifferTools {
    const { tree, language } = this.#settings;
    const pace = openPace(this.#tools.clock, bytesPerSecond, this.#tools.gone);
    return {
      root: Buffer.from(tree.path),
      rule: openRules(tree),
      language,
      pace,
      foreign: () => this.#rules?.rules() ?? null,
    };
  }

  async #followRules(): Promise<void> {
    await this.#rules?.refresh();
    const version = this.#rules?.version() ?? 0;
    if (version === this.#rulesVersion) return;
    this.#rulesVersion = version;
    [this.#isPassOwed, this.#areRulesNew] = [true, true];
  }

  /** Moved away, unmounted, or another put in its place: all is heard and looked at anew. */
  #followRoot(): void {
    const mark = rootMarkOf(this.#settings.tree.path);
    if (mark === this.#rootMark) return;
    this.#rootMark = mark;
    this.#ears.live?.close();
    this.#ears = openEars(this.#settings, this.#tools.clock);
    this.#looks = { ...this.#looks, live: this.#ears.live };
    this.#isPassOwed = true;
  }

  #evaluate(withFacts: boolean): void {
    const troubles = [...this.#approved.troubles(), ...this.#ears.deaf.values(), ...this.#unseen];
    // Last: what is not seen at all comes before what is seen with fewer rules.
    troubles.push(...brokenRules(this.#rules));
    const told = troubles.slice(0, FILE_LIMITS.troublesMax);
    if (!sameTroubles(told, this.#kept.state().troubles)) this.#kept.set({ troubles: told });
    this.#teller(this.#approved.windows(), withFacts);
  }

  readonly #attend = async (): Promise<void> => {
    const { clock } = this.#tools;
    // Asked after every path of a pass: most often it is too early to look again.
    if (clock.monoMs() - this.#attendedAtMs < ATTEND_EVERY_MS) return;
    this.#attendedAtMs = clock.monoMs();
    const ripe = this.#ears.pending.ripe(this.#attendedAtMs);
    for (const path of ripe) {
      const startedMs = clock.monoMs();
      await lookAtPath(path, this.#looks);
      const nowMs = clock.monoMs();
      this.#ears.pending.looked(path, nowMs, nowMs - startedMs);
    }
    if (ripe.length > 0) this.#evaluate(false);
  };

  async #pass(quick: boolean): Promise<void> {
    const { clock, tell } = this.#tools;
    const { tree, bytesPerSecond } = this.#settings;
    const [startedMs, startedAtMs] = [clock.monoMs(), clock.nowMs()];
    this.#isPassOwed = false;
    this.#ears.deaf.clear();
    const wish: PassWish = {
      quick,
      differ: this.#differ(quick ? null : bytesPerSecond),
      sinceMs: this.#areRulesNew ? 0 : (this.#kept.state().passAtMs ?? 0) - OVERLAP_MS,
      breath: this.#telling(quick),
      onBackdoor: () => this.#evaluate(false),
    };
    const troubles = await lookAtAll(wish, this.#looks);
    this.#passedAtMs = clock.monoMs();
    if (troubles === null) return;
    this.#areRulesNew = false;
    this.#unseen = troubles;
    // It may be back by the next look, the same as before.
    if (troubles.some(({ reason }) => reason === "missing")) this.#rootMark = "";
    this.#kept.set({ passAtMs: startedAtMs, ...(quick ? {} : { fullPassAtMs: startedAtMs }) });
    this.#evaluate(true);
    const ms = Math.round(this.#passedAtMs - startedMs);
    tell({ kind: "passed", tree: tree.name, quick, findings: this.#kept.keys().length, ms });
  }

  /** Between the paths of a pass: what is urgent gets its turn, and whoever waits hears how far it is. */
  #telling(quick: boolean): () => Promise<void> {
    const { clock, tell } = this.#tools;
    const [tree, total] = [this.#settings.tree.name, this.#approved.manifest()?.entries ?? 0];
    let [done, toldAtMs] = [0, Number.NEGATIVE_INFINITY];
    return () => {
      done += 1;
      if (clock.monoMs() - toldAtMs >= TELL_EVERY_MS) {
        toldAtMs = clock.monoMs();
        tell({ kind: "passing", tree, quick, done, total });
      }
      return this.#attend();
    };
  }

  #tellStanding(): void {
    const { tree, recordsFolder } = this.#settings;
    const standing = standingOf(this.#approved, placesOf(recordsFolder, tree.name));
    this.#tools.tell({ kind: "standing", tree: tree.name, standing });
  }

  #isPassDue(): boolean {
    // More is known to differ than is listed, and some of it has changed since it was counted.
    const isMiscounted = this.#kept.state().unlisted > 0 && this.#looks.touched.size > 0;
    const deafMs = this.#ears.deaf.size > 0 ? DEAF_POLL_MS : null;
    const everyMs = this.#settings.pollMs ?? (isMiscounted ? RECOUNT_MS : deafMs);
    const sinceMs = this.#tools.clock.monoMs() - this.#passedAtMs;
    return this.#isPassOwed || (everyMs !== null && sinceMs >= everyMs);
  }

  /** The manifest was written anew, a window was set or is over. */
  async #lookAround(): Promise<void> {
    const { clock } = this.#tools;
    if (clock.monoMs() - this.#lookedAtMs < this.#lookEveryMs()) return;
    this.#lookedAtMs = clock.monoMs();
    this.#followRoot();
    await this.#followRules();
    const hadTable = this.#approved.table() !== null;
    if (await this.#approved.reload()) {
      this.#tellStanding();
      const { findings, unlisted } = this.#kept.state();
      if (!hadTable || this.#approved.table() === null || unlisted > 0) this.#isPassOwed = true;
      else for (const { difference } of findings) await lookAtPath(bytesOfName(difference), this.#looks);
    }
    this.#evaluate(true);
  }
}
