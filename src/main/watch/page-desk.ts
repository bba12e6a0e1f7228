// What people ask of the looks at pages: see them, look now, approve, say who answers for a script, take the report.

import type { LoadedConfig } from "../../config/index.ts";
import type { Journal } from "../../journal/index.ts";
import type { Clock } from "../../kernel/index.ts";
import { maskText } from "../../scrub/index.ts";
import {
  approvedFileOf,
  carriedNotes,
  integrityAdvice,
  keyMeant,
  noteKeyOf,
  noteOf,
  pageReportHtml,
  placeOfScript,
  writeApproved,
  type ApprovedPage,
  type PageDesk,
  type PageRound,
  type PageWish,
  type WatchedPage,
  type WatchedPolicy,
  type WatchedScript,
} from "../../watch/index.ts";
import { cspPlan } from "../gate/csp.ts";
import { APPROVED_KIND, type PageApprovals } from "./page-approvals.ts";
import type { WatchedPageConfig } from "./page-rounds.ts";

export interface PageDeskTools {
  readonly current: () => LoadedConfig;
  readonly approvals: PageApprovals;
  readonly journal: Pick<Journal, "write">;
  readonly clock: Clock;
  readonly keptOut: () => WatchedPolicy["keptOut"];
  readonly round: (name: string) => PageRound | undefined;
  /** The page a browser is looking at now. */
  readonly looking: () => string | undefined;
  readonly start: (page: WatchedPageConfig) => void;
  /** Takes what is approved now into force. */
  readonly refresh: () => Promise<void>;
}

export function createPageDesk(tools: PageDeskTools): PageDesk {
  const { approvals, clock, current } = tools;
  // One after the other: two approvals at once must not leave the journal with the hash of the file that lost.
  let line: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = line.then(work);
    line = done.catch(() => undefined);
    return done;
  };
  const pageNamed = (name: string): WatchedPageConfig | undefined =>
    current().config.watch.pages.find((page) => page.name === name);
  const write = async (page: ApprovedPage, by: string, why: string): Promise<PageWish> => {
    const sha256 = await writeApproved(approvedFileOf(current().recordsFolder, page.name), page);
    const { url, scripts } = page.inventory;
    const facts = { page: page.name, url, sha256, scripts: scripts.length, why };
    await tools.journal.write(APPROVED_KIND, by, facts);
    await tools.refresh();
    return "done";
  };
  return {
    list: () => {
      const { config } = current();
      const { csp, pages } = config.watch;
      const approval = csp.page === undefined ? null : approvals.of(csp.page).approval;
      const { settings: _, ...policy } = cspPlan(config, approval);
      return {
        pages: pages.map((page) => viewOf(tools, page)),
        policy: { ...policy, keptOut: tools.keptOut() },
      };
    },
    look: (name) => {
      const page = pageNamed(name);
      if (page === undefined) return "unknown";
      if (tools.looking() !== undefined) return "busy";
      tools.start(page);
      return "done";
    },
    approve: (name, by, why, seenAtMs) =>
      inTurn(async () => {
        const page = pageNamed(name);
        const { report = null, reportAtMs = null } = tools.round(name) ?? {};
        const inventory = report?.inventory ?? null;
        if (page === undefined) return "unknown";
        if (inventory === null) return "nothing-seen";
        // Nobody approves what he was not shown.
        if (seenAtMs !== undefined && seenAtMs !== reportAtMs) return "moved-on";
        const notes = carriedNotes(approvals.of(name).approval?.page ?? null, inventory);
        const told = { approvedAtMs: clock.nowMs(), approvedBy: by, why: maskText(why) };
        return write({ version: 1, name, url: page.url, ...told, inventory, notes }, by, told.why);
      }),
    note: (name, given, { owner, why }, by) =>
      inTurn(async () => {
        const { state, approval } = approvals.of(name);
        const key = approval === null ? undefined : keyMeant(given, approval.page.inventory);
        if (state !== "approved" || approval === null || key === undefined) return "unknown";
        const note = { owner: maskText(owner), why: maskText(why) };
        const notes = { ...approval.page.notes, [key]: note };
        return write({ ...approval.page, notes }, by, approval.page.why);
      }),
    report: (name, language) => {
      const { report = null, reportAtMs, steady } = tools.round(name) ?? {};
      if (pageNamed(name) === undefined || report === null) return undefined;
      const settings = { language, madeAtMs: reportAtMs ?? 0, steady };
      return pageReportHtml(report, approvals.of(name).approval, settings);
    },
  };
}

function viewOf(tools: PageDeskTools, { name, url, everyHours }: WatchedPageConfig): WatchedPage {
  const { state, approval } = tools.approvals.of(name);
  const round = tools.round(name);
  const report = round?.report ?? null;
  const { forms = [], listeners = [], hosts = [], heads = null } = report?.inventory ?? {};
  return {
    name,
    url,
    everyHours,
    looking: tools.looking() === name,
    approval: state,
    approved: approval === null ? null : approvedOf(approval.page),
    seenAtMs: round?.reportAtMs ?? null,
    triedAtMs: round?.triedAtMs ?? null,
    nextAtMs: round?.nextAtMs ?? tools.clock.nowMs(),
    trouble: round?.trouble ?? null,
    visits: (report?.visits ?? []).map(({ guise, trouble }) => ({ guise, trouble })),
    changes: report?.changes ?? null,
    scripts: round === undefined ? [] : scriptViews(round, approval?.page ?? null),
    heads,
    counts: { forms: forms.length, listeners: listeners.length, hosts: hosts.length },
  };
}

function scriptViews({ report, steady }: PageRound, page: ApprovedPage | null): readonly WatchedScript[] {
  const known = new Set(page?.inventory.scripts.map(noteKeyOf));
  const advice = new Map(
    report === null ? [] : integrityAdvice(report, steady).map((one) => [one.place, one] as const),
  );
  return (report?.inventory?.scripts ?? []).map((script) => {
    const { tag: _, ...seen } = script;
    const key = noteKeyOf(script);
    const approved = known.has(key);
    const place = placeOfScript(script);
    const one = script.kind === "file" ? advice.get(place) : undefined;
    const since = steady?.[place];
    const integrity =
      one === undefined
        ? null
        : { line: one.line, whyNot: one.whyNot, looks: since?.looks ?? 1, sinceMs: since?.sinceMs ?? null };
    const note = approved ? noteOf(page?.notes ?? {}, script) : null;
    return Object.assign({}, seen, { key, approved, note, integrity });
  });
}

function approvedOf({ approvedAtMs, approvedBy, why }: ApprovedPage): WatchedPage["approved"] {
  return { approvedAtMs, approvedBy, why };
}
