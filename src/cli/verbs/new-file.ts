// A verb's answer written to a file that was not there before, readable by its owner only.

import { open } from "node:fs/promises";
import type { Verb, VerbEnd } from "../verb.ts";
import { EXIT } from "../voice.ts";

/** Never over an old file: exit 2 then. */
export async function toNewFile(
  { voice }: Verb,
  file: string,
  work: (write: (content: string | Uint8Array) => Promise<void>) => VerbEnd,
): VerbEnd {
  let handle;
  try {
    handle = await open(file, "wx", 0o600);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "error";
    const key = reason === "EEXIST" ? "fileThere" : "fileUnwritable";
    const hint = voice.tell(reason === "EEXIST" ? "otherFile.hint" : "fileUnwritable.hint");
    return voice.fail(
      { code: "file.unwritable", message: voice.tell(key, { file, reason }), hint },
      EXIT.usage,
    );
  }
  try {
    const target = handle;
    return await work((content) => target.appendFile(content));
  } finally {
    await handle.close();
  }
}
