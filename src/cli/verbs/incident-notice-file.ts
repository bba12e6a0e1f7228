// What the verbs of `incident notice` share: reading a file or stdin with a limit, and saying what went wrong.

import { open } from "node:fs/promises";
import { FOREIGN_BYTES_MAX } from "../../desk/index.ts";
import { say } from "../../kernel/index.ts";
import { incidentNoticeWords, type IncidentNoticeWord } from "../incident-notice-words.ts";
import { clean } from "../text.ts";
import { pathFrom, type Verb } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";

/** At most FOREIGN_BYTES_MAX of it. */
export async function bytesFrom({ deps, voice }: Verb, file: string): Promise<Uint8Array | number> {
  try {
    const pieces: Buffer[] = [];
    let bytes = 0;
    const handle = file === "-" ? null : await open(pathFrom(deps, file));
    const source = handle === null ? (deps.stdin ?? process.stdin) : handle.createReadStream();
    for await (const piece of source as AsyncIterable<Buffer>) {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes >= FOREIGN_BYTES_MAX) break;
    }
    return Buffer.concat(pieces);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "?";
    return failNotice(
      voice,
      "unreadable",
      { file: clean(file), reason },
      tellNotice(voice, "unreadableHint"),
    );
  }
}

export function failNotice(
  voice: Voice,
  word: IncidentNoticeWord,
  values: Readonly<Record<string, string>>,
  hint: string,
): number {
  return voice.fail({ code: "usage.notice", message: tellNotice(voice, word, values), hint }, EXIT.usage);
}

export function tellNotice(
  voice: Voice,
  key: IncidentNoticeWord,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return say(incidentNoticeWords, voice.language, key, values);
}
