// The acts of `misemori watch page`: a browser that is there, the approved inventory beside the records, its hash in the journal.

import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import type { CliActs } from "../../cli/index.ts";
import { CSP_REPORT_PATH } from "../../gate/index.ts";
import {
  fine,
  refuse,
  say,
  systemClock,
  systemRandom,
  type Language,
  type Outcome,
} from "../../kernel/index.ts";
import { maskText } from "../../scrub/index.ts";
import {
  carriedNotes,
  keyMeant,
  lookAtPage,
  noteOf,
  pageReportHtml,
  policyFor,
  readApproved,
  readSteps,
  writeApproved,
  type ApprovedPage,
  type PageInventory,
} from "../../watch/index.ts";
import { plantedProofs } from "../canary/planted.ts";
import { writeJournal } from "../desk/evidence.ts";
import { told } from "../desk/vault.ts";
import { MAIN_WORDS } from "../words.ts";

type Acts = Pick<CliActs, "watchPage" | "approvePage" | "policyOf" | "pageReportHtml">;

/** Where systems keep one; the first that is there. */
const CHROMIUMS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

export function createWatchPageActs(env: Readonly<Record<string, string | undefined>>): Acts {
  const chromium = (given: string | null): string =>
    given ?? env["CHROMIUM"] ?? CHROMIUMS.find((path) => existsSync(path)) ?? "chromium";
  return {
    watchPage: ({ steps: stepsText, approvedFile, recordsFolder, chromiumPath, language, ...wish }) =>
      told(async () => {
        const steps = stepsText === null ? fine([]) : readSteps(stepsText, language);
        if (!steps.ok) return steps;
        const approved = await approvedFrom(approvedFile, language);
        if (!approved.ok) return approved;
        const report = await lookAtPage({
          ...wish,
          language,
          steps: steps.value,
          approved: approved.value,
          chromiumPath: chromium(chromiumPath),
          clock: systemClock(),
          random: systemRandom(),
          guardReportPath: CSP_REPORT_PATH,
          proofs: await plantedProofs(recordsFolder),
        });
        return fine(report);
      }).then(flat),
    approvePage: ({ report, approvedFile, recordsFolder, name, url, by, why, notes, language }) =>
      told(async () => {
        const before = await approvedFrom(approvedFile, language);
        if (!before.ok) return before;
        if (report.inventory === null || approvedFile === null)
          return refuse("watch.page", "no inventory", "");
        const page: ApprovedPage = {
          version: 1,
          name,
          url,
          approvedAtMs: systemClock().nowMs(),
          approvedBy: by,
          why,
          inventory: report.inventory,
          notes: { ...carriedNotes(before.value, report.inventory), ...notesFrom(notes, report.inventory) },
        };
        const sha256 = await writeApproved(approvedFile, page);
        const unexplained = page.inventory.scripts.filter(
          (script) => noteOf(page.notes, script) === null,
        ).length;
        const facts = {
          page: name,
          url: page.inventory.url,
          sha256,
          scripts: page.inventory.scripts.length,
          why,
        };
        if (recordsFolder !== null)
          await writeJournal(recordsFolder, "watch.page-approved", by, facts).catch(
            async (error: unknown) => {
              // Without its entry the guard would take the file for somebody else's.
              await (before.value === null ? rm(approvedFile) : writeApproved(approvedFile, before.value));
              throw error;
            },
          );
        return fine({ file: approvedFile, sha256, unexplained });
      }).then(flat),
    policyOf: ({ inventory }) =>
      inventory === null ? null : policyFor(inventory, { reportPath: CSP_REPORT_PATH }),
    pageReportHtml: async (report, approvedFile, language) => {
      const approved = approvedFile === null ? undefined : await readApproved(approvedFile);
      return pageReportHtml(report, approved ?? null, { language, madeAtMs: systemClock().nowMs() });
    },
  };
}

async function approvedFrom(file: string | null, language: Language): Promise<Outcome<ApprovedPage | null>> {
  const read = file === null ? undefined : await readApproved(file);
  if (read !== null) return fine(read?.page ?? null);
  const message = say(MAIN_WORDS, language, "pageFileDamaged", { file: file ?? "" });
  return refuse("watch.page-file", message, say(MAIN_WORDS, language, "pageFileDamagedHint"));
}

/** {key: {owner, why}}; what is not of that form, or not filled in, is left out. */
function notesFrom(text: string | null, inventory: PageInventory): ApprovedPage["notes"] {
  if (text === null) return {};
  const given = JSON.parse(text) as Readonly<Record<string, { owner?: unknown; why?: unknown } | null>>;
  return Object.fromEntries(
    Object.entries(given).flatMap(([key, note]) =>
      isFilled(note?.owner) && isFilled(note?.why)
        ? [[keyMeant(key, inventory) ?? key, { owner: maskText(note.owner), why: maskText(note.why) }]]
        : [],
    ),
  );
}

function isFilled(text: unknown): text is string {
  return typeof text === "string" && text.trim() !== "";
}

function flat<T>(outcome: Outcome<Outcome<T>>): Outcome<T> {
  return outcome.ok ? outcome.value : outcome;
}
