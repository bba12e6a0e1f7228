// Where spam reports lie: each year's in a vault of its own, so that a year can be destroyed for good. A report is an address and a
// day; what the mail said is never kept.

import { createHash } from "node:crypto";
import { newId, type Clock, type Language, type Random } from "../../kernel/index.ts";
import type { IncidentId } from "../incidents/contract.ts";
import { keyOfEmail, keyOfMember } from "../scope/people.ts";
import type { Vault } from "../vault/contract.ts";
import { SPAM_KINDS, SPAM_LIMITS, type SpamReport } from "./contract.ts";
import { spamTrouble } from "./trouble.ts";

export interface ReportTools {
  readonly vault: Vault;
  readonly clock: Clock;
  readonly random: Random;
  readonly language: Language;
}

export interface Added {
  readonly added: number;
  /** Reports of a year whose key was destroyed. */
  readonly refused: number;
}

/** The vault of a year's reports. */
function spamVault(year: number): IncidentId {
  return `incident_spam${year}`;
}

/** A report from what a person or a file says; null when it names nobody. */
export function reportFrom(
  said: Omit<SpamReport, "address" | "member"> & { readonly address: string; readonly member: string },
): SpamReport | null {
  const address =
    keyOfEmail(said.address.slice(0, SPAM_LIMITS.addressCharsMax))?.slice("email:".length) ?? "";
  const member = keyOfMember(said.member)?.slice("member:".length) ?? "";
  return address === "" && member === "" ? null : { ...said, address, member };
}

/** Keeps them, the same ones once; those of a year that was destroyed are refused. Throws "spam.many", and what the vault throws. */
export async function addReports(tools: ReportTools, reports: readonly SpamReport[]): Promise<Added> {
  const known = new Set((await readReports(tools)).map(identityOf));
  const fresh = new Map<number, SpamReport[]>();
  for (const report of reports) {
    if (known.has(identityOf(report))) continue;
    known.add(identityOf(report));
    const year = new Date(report.atMs).getUTCFullYear();
    fresh.set(year, [...(fresh.get(year) ?? []), report]);
  }
  if (known.size > SPAM_LIMITS.reportsMax)
    throw spamTrouble(tools.language, "many", { max: SPAM_LIMITS.reportsMax });
  let [added, refused] = [0, 0];
  for (const [year, some] of fresh) {
    const vault = spamVault(year);
    if ((await tools.vault.state(vault)) === "destroyed") {
      refused += some.length;
      continue;
    }
    await tools.vault.create(vault);
    const name = newId("reports", tools.clock.nowMs(), tools.random);
    await tools.vault.put(vault, name, linesOf(some));
    added += some.length;
  }
  return { added, refused };
}

/** Oldest first. A destroyed year has none. */
export async function readReports({ vault, clock, language }: ReportTools): Promise<readonly SpamReport[]> {
  const found = new Map<string, SpamReport>();
  const thisYear = new Date(clock.nowMs()).getUTCFullYear();
  for (let year = thisYear - SPAM_LIMITS.years + 1; year <= thisYear + 1; year++) {
    const box = spamVault(year);
    if ((await vault.state(box)) !== "open") continue;
    for (const { name } of await vault.list(box)) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of vault.get(box, name)) chunks.push(chunk);
      for (const line of Buffer.concat(chunks).toString("utf8").split("\n")) {
        const report = line === "" ? undefined : parsed(line);
        if (report !== undefined) found.set(identityOf(report), report);
      }
      if (found.size > SPAM_LIMITS.reportsMax)
        throw spamTrouble(language, "many", { max: SPAM_LIMITS.reportsMax });
    }
  }
  return [...found.values()].toSorted((a, b) => a.atMs - b.atMs);
}

/** Destroys a year's key; false when there is none. */
export function forgetReports({ vault }: ReportTools, year: number): Promise<boolean> {
  return vault.destroy(spamVault(year));
}

/** The same mailbox read twice, or by two people at once, gives the same reports. */
function identityOf({ address, member, kind, atMs }: SpamReport): string {
  return createHash("sha256").update([address, member, kind, atMs].join("\n")).digest("base64url");
}

/** What was written by us and sealed: read with care all the same, as an older version may have written it. */
function parsed(line: string): SpamReport | undefined {
  const value = JSON.parse(line) as Partial<SpamReport>;
  const { atMs, address, member, kind, source } = value;
  if (typeof atMs !== "number" || typeof address !== "string" || typeof member !== "string") return undefined;
  if (source === undefined || kind === undefined || !SPAM_KINDS.includes(kind)) return undefined;
  return { atMs, address, member, kind, source };
}

async function* linesOf(reports: readonly SpamReport[]): AsyncGenerator<Uint8Array> {
  for (const report of reports) yield Buffer.from(`${JSON.stringify(report)}\n`);
}
