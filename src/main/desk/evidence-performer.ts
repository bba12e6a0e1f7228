// The act "preserve evidence" on this guard: packs what the configuration names and Misemori's own records beside the records
// folder, encrypted where a recipient is configured. Never in clear because a key could not be read.

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { LoadedConfig } from "../../config/index.ts";
import { hashOfBag, preserve, type ActPerformer } from "../../desk/index.ts";
import { fine, readRecipient, refuse, say, type Clock, type Language } from "../../kernel/index.ts";
import { copyOwnRecords } from "./evidence.ts";
import { secretsIn } from "../keys.ts";
import { ownVersion } from "../version.ts";
import { MAIN_WORDS } from "../words.ts";

export interface EvidenceTools {
  readonly clock: Clock;
  readonly loaded: () => LoadedConfig;
  readonly language: Language;
  /** The guard is being stopped: packing ends early and goes on at the next start. */
  readonly gone: AbortSignal;
}

/** One bag per click, named after it: a bag that has its name is whole, so a repeat only reads its hash. */
export function evidenceKeeper({ clock, loaded, language, gone }: EvidenceTools): ActPerformer {
  return {
    perform: async ({ incident, key, by }) => {
      const { config, file, recordsFolder } = loaded();
      const folder = evidenceFolderOf(loaded());
      const plain = join(folder, `${incident}-${shortHash(key)}.tar.zst`);
      const sealed = `${plain}.sealed`;
      // A repeat after the configuration was changed finds the bag of its click all the same.
      const there = [plain, sealed].find((path) => existsSync(path));
      let outcome = "preserved";
      let out = there ?? plain;
      if (there === undefined) {
        const keyFile = config.evidence.encryptTo;
        const keyPath = keyFile === undefined ? null : resolve(dirname(file), keyFile);
        const recipient =
          keyPath === null ? null : readRecipient(await readFile(keyPath, "utf8").catch(() => ""));
        if (keyPath !== null && recipient === null) {
          const message = say(MAIN_WORDS, language, "badRecipient", { file: keyPath });
          return refuse("evidence.key", message, say(MAIN_WORDS, language, "badRecipient.hint"));
        }
        if (recipient !== null) out = sealed;
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const report = await preserve({
          caseName: incident,
          by,
          out,
          paths: [file, ...config.incidents.preserve.map((path) => resolve(dirname(file), path))],
          keptOut: secretsIn(recordsFolder),
          ownRecords: (into) => copyOwnRecords(recordsFolder, into),
          recipient,
          stamp: null,
          version: ownVersion(),
          clock,
          gone,
          onProgress: () => undefined,
        });
        if (report.leftOutCount > 0) outcome = "preserved-partly";
        else if (config.incidents.preserve.length === 0) outcome = "preserved-own";
      }
      return fine({ outcome, evidence: { bag: basename(out), ...(await hashOfBag(out)) } });
    },
    undo: null,
    holds: null,
  };
}

/** As configured, or beside the records: a package must not grow inside what it packs. */
function evidenceFolderOf({ config, file, recordsFolder }: LoadedConfig): string {
  const { evidenceFolder } = config.incidents;
  return evidenceFolder === undefined ? `${recordsFolder}-evidence` : resolve(dirname(file), evidenceFolder);
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
