// What one path's present state means beside what was approved of it: no difference, a difference with its verdict, or trouble.
// Every pass and every live event decides here.

import { hash } from "node:crypto";
import { realpathSync } from "node:fs";
import type { Language } from "../../kernel/index.ts";
import { showName } from "../../scrub/index.ts";
import type { ForeignRules } from "../scan/contract.ts";
import { readContent, type FileContent } from "./content.ts";
import type { ApprovedEntry, ChangeKind, Difference, EntryFacts, PlaceRule, SeenEntry } from "./contract.ts";
import { CLEAN_LOOK, lookAtFile, type Look } from "./look.ts";
import { isWithin } from "./order.ts";
import type { Pace } from "./pace.ts";
import { absolute } from "./walk-tree.ts";

export type KnownEntry = Pick<ApprovedEntry, "type" | "size" | "mode" | "uid" | "gid" | "sha256" | "link">;

export type Met =
  /** Nothing to tell. `sha256`: where it was read. */
  | { readonly kind: "same"; readonly sha256: string | null }
  | { readonly kind: "different"; readonly difference: Difference; readonly content: FileContent | null }
  | { readonly kind: "unreadable" };

export interface DifferTools {
  readonly root: Buffer;
  readonly rule: (path: Buffer) => PlaceRule;
  readonly pace: Pace;
  readonly language: Language;
  /** Rules of others as they stand now; without it there are none. */
  readonly foreign?: () => ForeignRules | null;
}

const SAME: Met = { kind: "same", sha256: null };

/** `before` null: nothing was approved there. `after` undefined: nothing is there now. */
export async function meet(
  path: Buffer,
  before: KnownEntry | null,
  after: SeenEntry | undefined,
  tools: DifferTools,
): Promise<Met> {
  const rule = tools.rule(path);
  if (rule === "unseen") return SAME;
  if (after === undefined)
    return before === null || rule !== "watched" ? SAME : told(path, "removed", rule, before);
  if (after.type === "file") return await meetFile(path, before, after, rule, tools);
  if (after.type === "link") return meetLink(path, before, after, rule, tools.root);
  if (rule !== "watched") return SAME;
  const change =
    before === null ? "added" : before.type === after.type ? rightsChange(before, after) : "type";
  return change === null ? SAME : told(path, change, rule, before, { after });
}

async function meetFile(
  path: Buffer,
  before: KnownEntry | null,
  after: SeenEntry,
  rule: PlaceRule,
  { root, pace, language, foreign }: DifferTools,
): Promise<Met> {
  const place = absolute(root, path);
  const content = await readContent(place, pace);
  if (content === null) return { kind: "unreadable" };
  const { sha256 } = content;
  const change =
    before === null
      ? "added"
      : before.type !== "file"
        ? "type"
        : before.sha256 === sha256
          ? rightsChange(before, after)
          : "changed";
  if (change === null || (rule !== "watched" && (change === "owner" || change === "mode")))
    return { kind: "same", sha256 };
  // The same content was approved: only who may do what with it is another.
  const look =
    change === "owner" || change === "mode"
      ? CLEAN_LOOK
      : lookAtFile(place, content, after.mode, rule, { language, foreign: foreign?.() ?? null });
  if (!isTold(rule, look)) return { kind: "same", sha256 };
  return told(path, change, rule, before, { after, sha256, look, content });
}

/** Where files come and go only what does not belong there is told. */
function isTold(rule: PlaceRule, { verdict }: Look): boolean {
  if (rule === "watched") return true;
  return rule === "generated" ? verdict === "malicious" : verdict !== "clean";
}

function meetLink(
  path: Buffer,
  before: KnownEntry | null,
  after: SeenEntry,
  rule: PlaceRule,
  root: Buffer,
): Met {
  const sha256 = linkDigest(after.link);
  const isSame = before?.type === "link" && before.sha256 === sha256;
  if (isSame) return { kind: "same", sha256 };
  const isOut = leadsOut(absolute(root, path), root);
  if (rule !== "watched" && !isOut) return { kind: "same", sha256 };
  const change = before === null ? "added" : before.type === "link" ? "link" : "type";
  return told(path, change, rule, before, { after, sha256, leadsOut: isOut });
}

export function linkDigest(link: Buffer | null): string {
  return hash("sha256", link ?? Buffer.alloc(0));
}

function leadsOut(place: Buffer, root: Buffer): boolean {
  try {
    return !isWithin(realpathSync(place, { encoding: "buffer" }), realpathSync(root, { encoding: "buffer" }));
  } catch {
    // It leads nowhere.
    return false;
  }
}

function rightsChange(before: KnownEntry, after: SeenEntry): ChangeKind | null {
  if (before.uid !== after.uid || before.gid !== after.gid) return "owner";
  return before.mode === after.mode ? null : "mode";
}

interface Now {
  readonly after?: SeenEntry;
  readonly sha256?: string;
  readonly look?: Look;
  readonly content?: FileContent;
  readonly leadsOut?: boolean;
}

function told(
  path: Buffer,
  change: ChangeKind,
  rule: PlaceRule,
  before: KnownEntry | null,
  now: Now = {},
): Met {
  const { after, look = CLEAN_LOOK } = now;
  const difference: Difference = {
    ...nameOf(path),
    change,
    rule,
    verdict: look.verdict,
    reasons: look.reasons,
    isScript: look.isScript,
    leadsOut: now.leadsOut ?? false,
    before: before === null ? null : factsOf(before, before.sha256),
    after: after === undefined ? null : factsOf(after, now.sha256 ?? null),
    changedAtMs: after === undefined ? null : Math.floor(after.ctimeMs),
  };
  return { kind: "different", difference, content: now.content ?? null };
}

/** Unlike a first look's names, bytes are kept wherever the shown path is not exact: approvals and quarantine need them. */
export function nameOf(path: Buffer): Pick<Difference, "path" | "pathBytes"> {
  const shown = showName(path).path;
  return { path: shown, pathBytes: Buffer.from(shown).equals(path) ? null : path.toString("base64") };
}

export function bytesOfName({ path, pathBytes }: Pick<Difference, "path" | "pathBytes">): Buffer {
  return pathBytes === null ? Buffer.from(path) : Buffer.from(pathBytes, "base64");
}

function factsOf(entry: Omit<KnownEntry, "sha256">, sha256: string | null): EntryFacts {
  const { type, size, mode, uid, gid, link } = entry;
  return { type, size, mode, uid, gid, sha256, link: link === null ? null : showName(link).path };
}
