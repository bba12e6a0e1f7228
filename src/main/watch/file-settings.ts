// The watched trees as the watch room wants them: absolute paths, the platform's own folders, and the guard's records kept out.

import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import type { Config, LoadedConfig } from "../../config/index.ts";
import { IGNORED_BY_ALL, PLATFORM_FOLDERS, type TreeSettings } from "../../watch/index.ts";

export function treesOf({ config, file, recordsFolder }: LoadedConfig): readonly TreeSettings[] {
  return config.watch.trees.map((tree) => treeOf(tree, config, dirname(file), recordsFolder));
}

function treeOf(
  tree: Config["watch"]["trees"][number],
  { platform }: Config,
  folder: string,
  recordsFolder: string,
): TreeSettings {
  const path = resolve(folder, tree.path);
  const usual = PLATFORM_FOLDERS[tree.preset ?? platform.preset] ?? { writable: [], generated: [] };
  const own = relative(path, recordsFolder);
  const holdsRecords = own !== "" && !own.startsWith("..") && !isAbsolute(own);
  return {
    name: tree.name,
    path,
    writable: [...usual.writable, ...tree.writable],
    generated: [...usual.generated, ...tree.generated],
    ignore: [...IGNORED_BY_ALL, ...tree.ignore],
    unseen: [...tree.unseen, ...(holdsRecords ? [own] : [])],
  };
}

/** Null: no rules of others. */
export function rulesFolderOf({ config, file }: LoadedConfig): string | null {
  const { rules } = config.watch;
  return rules === undefined ? null : resolve(dirname(file), rules);
}

export function watchKeyFile(recordsFolder: string): string {
  return join(recordsFolder, "keys", "watch.key");
}
