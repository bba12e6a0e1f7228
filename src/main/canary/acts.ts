// The acts of `misemori canary`: files read with a limit and handed to the canary room.

import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import {
  bracket,
  canaryTrouble,
  mailboxTroubleOf,
  mailboxTroubleText,
  mailsFrom,
  plantingsFrom,
  standingOf,
  type CanaryRecords,
  tryMailbox,
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
import { mailboxPlaceOf } from "./mailbox.ts";
import { told } from "../desk/vault.ts";
import { lettersFrom, plantSet, retireCanaries, type PlantingTools } from "./planting.ts";
import { withCanaries } from "./register.ts";

/** A million mails of fifty bytes each, and some room; the text is held in memory once. */
const FILE_BYTES_MAX = 128 * 1024 * 1024;

type Acts = Pick<
  CliActs,
  "bracketCanaries" | "plantCanaries" | "listCanaries" | "listCanaryMails" | "retireCanaries" | "tryMailbox"
>;

export function createCanaryActs(): Acts {
  return {
    plantCanaries: ({ recordsFolder, ...asked }) =>
      told(() =>
        withCanaries(recordsFolder, async (records) => {
          const key = await openCanaryKey(recordsFolder, systemRandom());
          return plantSet(planting(recordsFolder, records), { key, ...asked });
        }),
      ),
    listCanaryMails: ({ recordsFolder, own }) =>
      told(() =>
        withCanaries(recordsFolder, async (records, mails) => [
          ...lettersFrom(await mails.list("all"), await records.list(), own),
        ]),
      ),
    tryMailbox: ({ loaded, language }) =>
      told(async () => {
        const trouble = await mailboxPlaceOf(loaded).then(tryMailbox).catch(mailboxTroubleOf);
        return trouble === null ? null : mailboxTroubleText(trouble, language);
      }),
    listCanaries: ({ recordsFolder }) => told(() => withCanaries(recordsFolder, (records) => records.list())),
    retireCanaries: ({ recordsFolder, wish, by }) =>
      told(() =>
        withCanaries(recordsFolder, (records) => retireCanaries(planting(recordsFolder, records), wish, by)),
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

function planting(recordsFolder: string, records: CanaryRecords): PlantingTools {
  const write: PlantingTools["write"] = (kind, by, facts) => writeJournal(recordsFolder, kind, by, facts);
  return { records, nowMs: () => systemClock().nowMs(), write };
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
