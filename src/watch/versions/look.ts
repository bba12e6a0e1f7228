// `watch versions`: finds what a shop is made of, on disk and on its front page, and meets it with the advisories. Reads only.

import { closeSync, fstatSync, openSync, readdirSync, readSync, constants, type Dirent } from "node:fs";
import { join } from "node:path";
import { advisoriesFor, type Advisory } from "./advisories.ts";
import type { CheckedComponent, Component, VersionsReport } from "./contract.ts";
import { expiredPostponements, type UpdateBook } from "./postponements.ts";
import { newestOf } from "./signed-list.ts";
import { lastSystemUpdateMs } from "./system-updates.ts";
import { mergeComponents } from "./merge.ts";
import { componentsOnPage, type SeenPage } from "./page.ts";
import { readerFor } from "./recognise.ts";

export interface LookRequest {
  readonly path: string;
  /** Where the machine's own packages stand ("/"); null: only what lies below `path`. */
  readonly systemRoot: string | null;
  readonly url: string | null;
  readonly page: SeenPage | null;
  readonly advisories: readonly Advisory[];
  /** What people decided about weak parts. */
  readonly book: UpdateBook;
  readonly nowMs: number;
  readonly gone: AbortSignal;
}

/** Null when the folder cannot be read. */
export function lookAtVersions(request: LookRequest): VersionsReport | null {
  const disk = findOnDisk([request.path], request.systemRoot, request.gone);
  if (disk === null) return null;
  const { page, url } = request;
  const pages = page === null || url === null ? [] : componentsOnPage(page, url);
  return {
    components: checkComponents(mergeComponents(disk, pages), request),
    expired: expiredPostponements(request.book, request.nowMs),
    system: {
      lastUpdateMs: request.systemRoot === null ? null : lastSystemUpdateMs(request.systemRoot),
      tickedOff: request.book.updated.at(-1) ?? null,
    },
    advisoryCount: request.advisories.length,
    advisoriesUntil: newestOf(request.advisories).slice(0, 10),
    urlAnswered: request.page === null ? null : request.page.status !== 0,
  };
}

/** Reads folder after folder, which may take seconds: the running guard has it done aside. Null: none of them can be read. */
export function findOnDisk(
  paths: readonly string[],
  systemRoot: string | null,
  gone: AbortSignal,
): Component[] | null {
  const found = paths.map((path) => componentsBelow(path, gone));
  if (paths.length > 0 && found.every((one) => one === null)) return null;
  return [...found.flatMap((one) => one ?? []), ...systemComponents(systemRoot)];
}

/** Each with what is known to be weak about it, and what was decided. */
export function checkComponents(
  components: readonly Component[],
  { advisories, book }: Pick<LookRequest, "advisories" | "book">,
): CheckedComponent[] {
  const platform = components.find(({ name }) => name === "ec-cube")?.version ?? null;
  return components.map(({ name, version, path }) => ({
    name,
    version,
    path,
    advisories: advisoriesFor({ name, version, path }, advisories, platform),
    postponed: book.postponed.find(({ component }) => component === name) ?? null,
  }));
}

/** Shops lie some folders below what people name; plugins four below the shop. */
const DEPTH_MAX = 9;
/** Folders entered; a shop has a few thousand. */
const FOLDERS_MAX = 50_000;
/** Never hold what is looked for, and many files. */
const NOT_ENTERED = /^(?:node_modules|\.git|vendor|cache|logs?|proc|sys|dev|uploads|media|upload)$/;
const COMPONENTS_MAX = 5_000;
/** What a shop without composer.lock says of its packages. */
const INSTALLED = "composer/installed.json";

function componentsBelow(root: string, gone: AbortSignal): Component[] | null {
  const components: Component[] = [];
  const folders = [{ path: root, below: "", depth: 0 }];
  for (let entered = 0; entered < FOLDERS_MAX && !gone.aborted; entered++) {
    const folder = folders.pop();
    if (folder === undefined) break;
    const entries = entriesOf(folder.path);
    if (entries === null) {
      if (folder.depth === 0) return null;
      continue;
    }
    for (const entry of entries) {
      const below = folder.below === "" ? entry.name : `${folder.below}/${entry.name}`;
      const path = join(folder.path, entry.name);
      const isUnlocked = entry.name === "vendor" && !entries.some(({ name }) => name === "composer.lock");
      if (entry.isDirectory() && isUnlocked)
        components.push(...componentsIn(join(path, INSTALLED), `${below}/${INSTALLED}`));
      if (entry.isDirectory() && folder.depth < DEPTH_MAX && !NOT_ENTERED.test(entry.name))
        folders.push({ path, below, depth: folder.depth + 1 });
      else if (entry.isFile() && components.length < COMPONENTS_MAX)
        components.push(...componentsIn(path, below));
    }
  }
  return components.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function entriesOf(path: string): Dirent[] | null {
  try {
    return readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? 1 : -1));
  } catch {
    return null;
  }
}

/** `below` tells what a file is; the root itself may be a shop's inner folder, so the whole path is asked as well. */
function componentsIn(path: string, below: string): Component[] {
  const reader = readerFor(below) ?? readerFor(path);
  if (reader === undefined) return [];
  const text = textOf(path);
  return text === null ? [] : reader.read(text, path).map((one) => Object.assign(one, { path }));
}

/** The package list of a machine is about 2 MB, a composer.lock one. */
const FILE_BYTES_MAX = 16 * 1024 * 1024;

function textOf(path: string): string | null {
  try {
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const size = Math.min(fstatSync(descriptor).size, FILE_BYTES_MAX);
      const bytes = Buffer.alloc(size);
      return bytes.toString("utf8", 0, readSync(descriptor, bytes, 0, size, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return null;
  }
}

function systemComponents(root: string | null): Component[] {
  if (root === null) return [];
  return ["var/lib/dpkg/status", "lib/apk/db/installed", "usr/local/include/php/main/php_version.h"].flatMap(
    (file) => componentsIn(join(root, file), file),
  );
}
