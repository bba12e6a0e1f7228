// A vault in a folder of its own for tests, and a disk that breaks off after so many steps, as a crash or a full disk does.

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { systemClock, systemRandom } from "../../kernel/index.ts";
import { lockFile } from "../../store/index.ts";
import type { Vault } from "./contract.ts";
import { vaultDisk, type VaultDisk } from "./disk.ts";
import { createVault } from "./vault.ts";

export function vaultFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "misemori-vault-"));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

export function vaultIn(folder: string, disk: VaultDisk = vaultDisk()): Vault {
  return createVault({
    folder,
    random: systemRandom(),
    language: "en",
    clock: systemClock(),
    disk,
    lock: () => lockFile(join(folder, "keys", "vault.lock")),
  });
}

/** Does `steps` things to the disk and then fails with `code`, every time. */
export function breakingDisk(steps: number, code: string): VaultDisk & { readonly broke: () => boolean } {
  const whole = vaultDisk();
  let left = steps;
  const counted =
    <A extends readonly unknown[]>(work: (...given: A) => Promise<void>) =>
    async (...given: A): Promise<void> => {
      if (left-- <= 0) throw Object.assign(new Error(code), { code });
      await work(...given);
    };
  return {
    folder: counted(whole.folder),
    write: counted(whole.write),
    rename: counted(whole.rename),
    overwrite: counted(whole.overwrite),
    unlink: counted(whole.unlink),
    removeFolder: counted(whole.removeFolder),
    syncFolder: counted(whole.syncFolder),
    broke: () => left < 0,
  };
}

export async function* chunksOf(...texts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield typeof text === "string" ? Buffer.from(text) : text;
}

export async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const kept: Uint8Array[] = [];
  for await (const chunk of chunks) kept.push(chunk);
  return Buffer.concat(kept).toString("utf8");
}

/** Every file below, by path. */
export function filesBelow(folder: string): { path: string; bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => ({ path, bytes: readFileSync(path) }));
}
