// The acts of `misemori canary`: files read with a limit and handed to the canary room.

import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import {
  bracket,
  canaryTrouble,
  mailsFrom,
  planPlanting,
  plantCsv,
  plantingsFrom,
  outcomeNow,
  standingOf,
  type OwnSenders,
  type Planting,
  type ReadRows,
  type ReadSettings,
  type Standing,
} from "../../canary/index.ts";
import type { CliActs } from "../../cli/index.ts";
import { systemClock, systemRandom, type Language } from "../../kernel/index.ts";
import { writeJournal } from "../desk/evidence.ts";
import { openCanaryKey } from "../keys.ts";
import { told } from "../desk/vault.ts";
import { withCanaries } from "./register.ts";

/** A million mails of fifty bytes each, and some room; the text is held in memory once. */
const FILE_BYTES_MAX = 128 * 1024 * 1024;

type Acts = Pick<
  CliActs,
  "bracketCanaries" | "plantCanaries" | "listCanaries" | "listCanaryMails" | "retireCanary"
>;

export function createCanaryActs(): Acts {
  return {
    plantCanaries: ({ recordsFolder, wish, format, encoding, by }) =>
      told(() =>
        withCanaries(recordsFolder, async (records) => {
          const key = await openCanaryKey(recordsFolder, systemRandom());
          const customers = planPlanting(
            key,
            { ...wish, nowMs: systemClock().nowMs() },
            await records.list(),
          );
          await records.plant(customers.map(({ canary }) => canary));
          const ids = new Set(customers.map(({ canary }) => canary.id));
          const canaries = (await records.list()).filter(({ id }) => ids.has(id));
          const { system, period } = wish;
          await writeJournal(recordsFolder, "canary.planted", by, { system, period, count: canaries.length });
          return { csv: plantCsv(customers, format, encoding), canaries };
        }),
      ),
    listCanaryMails: ({ recordsFolder, own }) =>
      told(() =>
        withCanaries(recordsFolder, async (records, mails) => {
          const planted = await records.list();
          const byId = new Map(planted.map((canary) => [canary.id, canary]));
          return (await mails.list("all")).map((mail) => {
            const canary = byId.get(mail.canary) ?? null;
            const outcome = outcomeNow(mail, canary, own);
            return Object.assign({}, mail, { outcome, system: canary?.system ?? "" });
          });
        }),
      ),
    listCanaries: ({ recordsFolder }) => told(() => withCanaries(recordsFolder, (records) => records.list())),
    retireCanary: ({ recordsFolder, id, by }) =>
      told(() =>
        withCanaries(recordsFolder, async (records) => {
          const retired = await records.retire(id, systemClock().nowMs());
          if (retired) await writeJournal(recordsFolder, "canary.retired", by, { id });
          return retired;
        }),
      ),
    bracketCanaries: ({ planted, mailsFile, zone, language }) =>
      told(async () => {
        const settings = { zone, language };
        if (mailsFile === null && "recordsFolder" in planted) {
          const { plantings, mails } = await ownStanding(planted);
          return { found: bracket(plantings, mails), unreadable: [] };
        }
        const plantings =
          "file" in planted
            ? await rowsIn(planted.file, plantingsFrom, settings)
            : await ownPlantings(planted.recordsFolder);
        const file = mailsFile ?? "";
        const mails = await rowsIn(file, mailsFrom, settings);
        const unreadable = [
          { name: "file" in planted ? basename(planted.file) : "", ...troubleIn(plantings) },
          { name: basename(file), ...troubleIn(mails) },
        ].filter(({ count }) => count > 0);
        return { found: bracket(plantings.rows, mails.rows), unreadable };
      }),
  };
}

/** The register and the mails on record, as they stand by what is known today. */
function ownStanding(from: { readonly recordsFolder: string; readonly own: OwnSenders }): Promise<Standing> {
  return withCanaries(from.recordsFolder, async (records, mails) =>
    standingOf(await mails.list("hits"), await records.list(), from.own),
  );
}

/** What is watched: retired canaries may be gone from their systems, so their silence would tell nothing. */
async function ownPlantings(recordsFolder: string): Promise<ReadRows<Planting>> {
  const canaries = await withCanaries(recordsFolder, (records) => records.list());
  const rows = canaries
    .filter(({ retiredAtMs }) => retiredAtMs === null)
    .map(({ address, system, plantedAtMs }) => ({ canary: address, system, plantedAtMs }));
  return { rows, unreadable: 0, firstUnreadable: 0 };
}

async function rowsIn<T>(
  path: string,
  rowsFrom: (bytes: Uint8Array, settings: ReadSettings) => ReadRows<T>,
  settings: Omit<ReadSettings, "name">,
): Promise<ReadRows<T>> {
  return rowsFrom(await bytesOf(path, settings.language), { ...settings, name: basename(path) });
}

function troubleIn({ unreadable, firstUnreadable }: ReadRows<unknown>): { count: number; first: number } {
  return { count: unreadable, first: firstUnreadable };
}

async function bytesOf(path: string, language: Language): Promise<Uint8Array> {
  try {
    if ((await stat(path)).size > FILE_BYTES_MAX)
      throw canaryTrouble(language, "tooLarge", { name: basename(path), max: FILE_BYTES_MAX / 1024 / 1024 });
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!/^E[A-Z]+$/.test(code)) throw error;
    throw canaryTrouble(language, "unreadable", { name: basename(path), reason: code }, error);
  }
}
