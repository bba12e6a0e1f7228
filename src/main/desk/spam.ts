// The acts of `misemori incident spam`: customers' reports in the vault, held against who bought when. What was done stands in the
// journal as counts.

import { basename } from "node:path";
import type { CliActs, SpamImport, SpamRequest } from "../../cli/index.ts";
import {
  addReports,
  forgetReports,
  judgeReports,
  momentFrom,
  readBuyers,
  readReports,
  reportFrom,
  reportsFromCsv,
  reportsFromMailbox,
  spamTrouble,
  USUAL_PER_THOUSAND_MONTH,
  type SpamReport,
} from "../../desk/index.ts";
import { systemClock, systemRandom } from "../../kernel/index.ts";
import { writeJournal } from "./evidence.ts";
import { plantedIn } from "../canary/planted.ts";
import { openVault, told } from "./vault.ts";

type Acts = Pick<
  CliActs,
  "addSpamReport" | "importSpamReports" | "listSpamReports" | "judgeSpamReports" | "forgetSpamReports"
>;

export function createSpamActs(): Acts {
  return {
    addSpamReport: ({ by, at, address, member, kind, ...request }) =>
      told(async () => {
        const { language, zone, recordsFolder } = request;
        const atMs = momentFrom(at, zone, Date.now());
        if (atMs === undefined) throw spamTrouble(language, "badTime", { value: at.slice(0, 80) });
        const report = reportFrom({ atMs, address, member, kind, source: "typed" });
        if (report === null) throw spamTrouble(language, "badWho", {});
        const { added, refused } = await addReports(toolsFor(request), [report]);
        if (refused > 0) throw spamTrouble(language, "forgotten", { year: new Date(atMs).getUTCFullYear() });
        await writeJournal(recordsFolder, "spam.reported", by, { added, source: "typed" });
        return { added };
      }),
    importSpamReports: (request) => told(() => importAll(request)),
    listSpamReports: ({ by, ...request }) =>
      told(async () => {
        const reports = await readReports(toolsFor(request));
        await writeJournal(request.recordsFolder, "spam.reports-read", by, { reports: reports.length });
        return reports;
      }),
    judgeSpamReports: ({ by, inputs, preset, columns, usual, ...request }) =>
      told(async () => {
        const { zone, language, recordsFolder } = request;
        const reports = await readReports(toolsFor(request));
        const isPlanted = await plantedIn(recordsFolder);
        const buyers = await readBuyers({ inputs, preset, columns, zone, language, isPlanted });
        const judgement = judgeReports(reports, buyers, {
          nowMs: Date.now(),
          zone,
          usualPerThousandMonth: usual ?? USUAL_PER_THOUSAND_MONTH,
        });
        await writeJournal(recordsFolder, "spam.judged", by, judgement);
        return judgement;
      }),
    forgetSpamReports: ({ by, year, ...request }) =>
      told(async () => {
        const forgotten = await forgetReports(toolsFor(request), year);
        if (forgotten) await writeJournal(request.recordsFolder, "spam.forgotten", by, { year });
        return forgotten;
      }),
  };
}

async function importAll(request: Parameters<Acts["importSpamReports"]>[0]): Promise<SpamImport> {
  const { files, mailboxes, shopNames, ownAddresses, zone, language } = request;
  const settings = { zone, language, nowMs: Date.now(), shopNames, ownAddresses };
  const reports: SpamReport[] = [];
  const unreadable: SpamImport["unreadable"][number][] = [];
  const sources = [
    ...files.map((path) => ({ path, read: reportsFromCsv })),
    ...mailboxes.map((path) => ({ path, read: reportsFromMailbox })),
  ];
  for (const { path, read } of sources) {
    const taken = await read(path, settings);
    for (const report of taken.reports) reports.push(report);
    if (taken.unreadable > 0)
      unreadable.push({ path: basename(path), count: taken.unreadable, first: taken.firstUnreadable });
  }
  const { added, refused } = await addReports(toolsFor(request), reports);
  const facts = { added, read: reports.length, source: mailboxes.length > 0 ? "mail" : "csv" };
  await writeJournal(request.recordsFolder, "spam.reported", request.by, facts);
  return { read: reports.length, added, refused, unreadable };
}

function toolsFor({ recordsFolder, language }: SpamRequest): Parameters<typeof readReports>[0] {
  return {
    vault: openVault(recordsFolder, language),
    clock: systemClock(),
    random: systemRandom(),
    language,
  };
}
