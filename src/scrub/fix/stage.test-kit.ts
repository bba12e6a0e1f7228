// A stage for fix's tests: a folder of its own, and options as the command line gives them.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { openScans } from "../scans.ts";
import type { FixOptions } from "./contract.ts";
import { openFixRun } from "./run.ts";

const KEY = Buffer.alloc(32, 7);

export function fixOptions(folder: string, more: Partial<FixOptions> = {}): FixOptions {
  return {
    write: true,
    all: false,
    inPlace: false,
    journalFolder: join(folder, ".state"),
    recipient: null,
    run: openFixRun(),
    scans: openScans(KEY),
    gone: new AbortController().signal,
    onBytes: () => undefined,
    ...more,
  };
}

/** A folder with a small disk mounted in `disk`; null where this machine does not let us. */
export function testDisk(
  t: TestContext,
  size: string,
): { readonly folder: string; readonly disk: string } | null {
  const folder = mkdtempSync(join(tmpdir(), "misemori-fix-"));
  const disk = join(folder, "disk");
  mkdirSync(disk);
  const mounted =
    process.getuid?.() === 0 &&
    spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", disk]).status === 0;
  t.after(() => {
    if (mounted) spawnSync("umount", [disk]);
    rmSync(folder, { recursive: true, force: true });
  });
  return mounted ? { folder, disk } : null;
}

export function testFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "misemori-fix-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
