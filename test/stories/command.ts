// The real command line as a process of its own, as a person at a terminal gives it.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const LAUNCHER = fileURLToPath(new URL("../../bin/misemori.js", import.meta.url));

export interface Told {
  readonly code: number;
  readonly out: Buffer;
  readonly err: string;
}

export function misemori(folder: string, words: readonly string[], input?: Uint8Array): Promise<Told> {
  return new Promise((resolve) => {
    const env = { ...process.env, HOME: folder, XDG_STATE_HOME: join(folder, "state") };
    const child = spawn(process.execPath, [LAUNCHER, ...words], { cwd: folder, env });
    const out: Buffer[] = [];
    let err = "";
    child.stdout.on("data", (part: Buffer) => void out.push(part));
    child.stderr.setEncoding("utf8").on("data", (part: string) => {
      err += part;
    });
    child.on("close", (code) => resolve({ code: code ?? -1, out: Buffer.concat(out), err }));
    child.stdin.end(input);
  });
}
