// A small shop's tree with records beside it, for the tests of this folder.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import { freshSigningKey, type SigningKey } from "../../journal/index.ts";
import { systemClock } from "../../kernel/index.ts";
import type { TreeSettings } from "./contract.ts";
import { placesOf, type TreePlaces } from "./places.ts";
import {
  approveChanges,
  baselineTree,
  checkTree,
  type ApproveWish,
  type CheckReport,
  type TreeGround,
} from "./tree.ts";

export interface SmallShop {
  readonly settings: TreeSettings;
  readonly ground: TreeGround;
  readonly key: SigningKey;
  readonly places: TreePlaces;
  /** To be ended before the folder is taken away. */
  readonly first: (() => Promise<void>)[];
  write(path: string, text: string | Buffer): void;
  at(path: string): string;
  baseline(more?: Partial<TreeGround>): Promise<void>;
  check(quick?: boolean, more?: Partial<TreeGround>): Promise<CheckReport>;
  /** "added app/x.php malicious" for each difference. */
  differences(quick?: boolean): Promise<readonly string[]>;
  approve(wish?: Partial<ApproveWish>): ReturnType<typeof approveChanges>;
}

export const BACKDOOR = "<?php eval($_POST['x']);";

export function smallShop(t: TestContext): SmallShop {
  const folder = mkdtempSync(join(tmpdir(), "misemori-files-"));
  const first: (() => Promise<void>)[] = [];
  t.after(async () => {
    for (const end of first) await end();
    rmSync(folder, { recursive: true });
  });
  const path = join(folder, "shop");
  const recordsFolder = join(folder, "records");
  const settings: TreeSettings = {
    name: "shop",
    path,
    writable: ["upload"],
    generated: ["cache"],
    ignore: [".git", "notes"],
    unseen: ["blind"],
  };
  const key = freshSigningKey();
  const ground: TreeGround = {
    recordsFolder,
    key,
    clock: systemClock(),
    language: "ja",
    gone: new AbortController().signal,
    bytesPerSecond: null,
    onProgress: () => undefined,
  };
  const at = (name: string): string => join(path, name);
  const check = (quick = false, more: Partial<TreeGround> = {}): Promise<CheckReport> =>
    checkTree(settings, { ...ground, ...more }, { quick, windows: [], textsMax: 10 });
  const write = (name: string, text: string | Buffer): void => {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  };
  write("app/index.php", "<?php\necho 1;\n");
  write("app/style.css", "a {}\n");
  write("upload/a.jpg", "a picture");
  write("cache/page.php", "<?php echo 2;");
  return {
    settings,
    ground,
    key,
    places: placesOf(recordsFolder, "shop"),
    first,
    at,
    write,
    check,
    baseline: async (more = {}) =>
      void (await baselineTree(settings, { ...ground, ...more }, { by: "花子", why: "はじめ" })),
    differences: async (quick) =>
      (await check(quick)).differences.map(
        ({ change, path: name, verdict }) => `${change} ${name} ${verdict}`,
      ),
    approve: (wish = {}) =>
      approveChanges(settings, ground, {
        paths: null,
        window: null,
        seen: null,
        by: "太郎",
        why: "更新",
        ...wish,
      }),
  };
}
