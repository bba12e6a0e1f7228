// Copies all attributes of files to others by GNU cp, called from a shell that stays for the whole run. What is done where there
// is neither is attributes.ts's matter.

import { spawn, type ChildProcess } from "node:child_process";
import { Socket } from "node:net";
import { together } from "./together.ts";

/** Resolves to whether all went well. */
export type AttributeCopier = (pair: FilePair) => Promise<boolean>;

interface FilePair {
  readonly from: string;
  readonly to: string;
}

/** Copying attributes is a matter of milliseconds; a hung network disk must not hold everything up. */
const COPY_TIMEOUT_MS = 10_000;
const COPY = "cp --attributes-only --preserve=all --no-target-directory --";

/**
 * Node knows neither extended attributes (ACLs among them) nor times finer than some hundred nanoseconds, and cannot say
 * whether a file has any. Starting a program from Node costs up to twenty milliseconds once Node has grown, from a shell one.
 * The shell ends with this process, and does not keep it.
 */
export function openAttributeCopier(): AttributeCopier {
  let shell: ChildProcess | undefined;
  return together(async (pairs: readonly FilePair[]) => {
    shell ??= startShell();
    const failed = await copyAll(shell, pairs);
    if (failed === null) {
      shell.kill("SIGKILL");
      shell = undefined;
    }
    return pairs.map((_, i) => failed !== null && !failed.has(String(i)));
  });
}

function startShell(): ChildProcess {
  const shell = spawn("sh", [], { stdio: ["pipe", "pipe", "ignore"] });
  for (const pipe of [shell.stdin, shell.stdout]) if (pipe instanceof Socket) pipe.unref();
  // Without a shell nothing answers, and that is said; an error that comes late must not end the run.
  for (const part of [shell, shell.stdin]) part?.on("error", () => undefined);
  return shell;
}

/** The numbers of those that failed; null when the shell does not answer. */
async function copyAll(shell: ChildProcess, pairs: readonly FilePair[]): Promise<ReadonlySet<string> | null> {
  const { stdin, stdout } = shell;
  if (stdin === null || stdout === null) return null;
  const commands = pairs.map(({ from, to }, i) => `${COPY} ${quoted(from)} ${quoted(to)} || echo ${i}\n`);
  const told = Promise.withResolvers<ReadonlySet<string> | null>();
  let answer = "";
  const onData = (chunk: Buffer): void => {
    answer += chunk.toString("latin1");
    if (answer.endsWith("end\n")) told.resolve(new Set(answer.split("\n")));
  };
  const giveUp = (): void => told.resolve(null);
  const timer = setTimeout(giveUp, COPY_TIMEOUT_MS);
  shell.ref();
  stdout.on("data", onData);
  for (const end of [shell, stdin]) end.on("error", giveUp);
  shell.on("exit", giveUp);
  stdin.write(`${commands.join("")}echo end\n`);
  const failed = await told.promise;
  clearTimeout(timer);
  stdout.off("data", onData);
  shell.off("exit", giveUp);
  for (const end of [shell, stdin]) end.off("error", giveUp);
  shell.unref();
  return failed;
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}
