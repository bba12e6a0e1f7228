// Names files by where their very content is known from: a commit of the shop's own git, or a release its maker published. A
// name is a help to whoever approves, never an approval.

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { openMembers } from "../../scrub/index.ts";
import { bytesOfName } from "./differ.ts";
import type { Difference } from "./contract.ts";
import { readContent } from "./content.ts";
import type { Pace } from "./pace.ts";
import { watchFolder, writeWhole } from "./places.ts";
import { absolute } from "./walk-tree.ts";

export interface KnownSource {
  /** "release EC-CUBE-4.3.1" or "git 1a2b3c4". */
  readonly name: string;
  /** The path there. */
  readonly path: string;
}

/** Files of a release: WordPress has 3,000, Magento with its parts 80,000. */
const RELEASE_FILES_MAX = 500_000;
/** `git ls-tree` of a shop with a hundred thousand files is about 10 MB. */
const GIT_OUTPUT_MAX = 64 * 1024 * 1024;
const GIT_MS_MAX = 20_000;

function releaseFolder(recordsFolder: string): string {
  return join(watchFolder(recordsFolder), "releases");
}

/** Reads an archive (zip, tar, tar.gz …) and keeps the SHA-256 of every file in it. Resolves to how many. */
export async function keepRelease(
  recordsFolder: string,
  archive: string,
  name: string,
  gone: AbortSignal,
): Promise<{ readonly files: number; readonly unread: number }> {
  const lines: string[] = [];
  let unread = 0;
  for await (const member of openMembers(basename(archive), createReadStream(archive))) {
    if (gone.aborted) break;
    if ("skipped" in member) {
      unread += 1;
      continue;
    }
    const hash = createHash("sha256");
    for await (const piece of member.chunks) hash.update(piece);
    if (lines.length < RELEASE_FILES_MAX)
      lines.push(`${hash.digest("hex")} ${JSON.stringify(member.path)}\n`);
    else unread += 1;
  }
  if (!gone.aborted && lines.length > 0)
    writeWhole(join(releaseFolder(recordsFolder), `${name}.sha256`), lines.join(""));
  return { files: lines.length, unread };
}

/** Asked once per check: SHA-256 → where it is known from. Only the asked ones are kept in memory. */
export function readReleases(
  recordsFolder: string,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, KnownSource> {
  const known = new Map<string, KnownSource>();
  const folder = releaseFolder(recordsFolder);
  if (!existsSync(folder)) return known;
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".sha256"))) {
    for (const line of readFileSync(join(folder, file), "utf8").split("\n")) {
      const sha256 = line.slice(0, 64);
      if (!wanted.has(sha256)) continue;
      known.set(sha256, {
        name: file.slice(0, -".sha256".length),
        path: JSON.parse(line.slice(65)) as string,
      });
    }
  }
  return known;
}

export interface GitTree {
  /** The commit, shortened. */
  readonly commit: string;
  /** Blob name (hex) → path there. */
  readonly blobs: ReadonlyMap<string, string>;
}

/**
 * What the checked-out commit holds; null: no git here, or none installed. The tree's own settings could run programs: they
 * are not believed.
 */
export async function readGit(root: string): Promise<GitTree | null> {
  if (!existsSync(join(root, ".git"))) return null;
  const git = async (...words: readonly string[]): Promise<string> => {
    const safe = [
      "-c",
      `safe.directory=${root}`,
      "-c",
      "core.fsmonitor=false",
      "-c",
      "core.hooksPath=/dev/null",
    ];
    const { stdout } = await promisify(execFile)("git", [...safe, "-C", root, ...words], {
      maxBuffer: GIT_OUTPUT_MAX,
      timeout: GIT_MS_MAX,
      env: {
        PATH: process.env["PATH"],
        LC_ALL: "C",
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_CONFIG_GLOBAL: "/dev/null",
        GIT_OPTIONAL_LOCKS: "0",
        GIT_TERMINAL_PROMPT: "0",
      },
    });
    return stdout;
  };
  try {
    const commit = (await git("rev-parse", "--short=12", "HEAD")).trim();
    const blobs = new Map<string, string>();
    for (const line of (await git("ls-tree", "-r", "-z", "HEAD")).split("\0")) {
      const [, blob = "", path = ""] = /^\d{6} blob ([0-9a-f]{40,64})\t([\s\S]*)$/.exec(line) ?? [];
      if (blob !== "") blobs.set(blob, path);
    }
    return { commit, blobs };
  } catch {
    return null;
  }
}

/** Names those differences whose present content is known; the file is hashed once more, as git does. */
export async function nameKnown(
  differences: readonly Difference[],
  from: { readonly recordsFolder: string; readonly root: string; readonly pace: Pace },
): Promise<ReadonlyMap<Difference, KnownSource>> {
  const files = differences.filter(({ after }) => after?.type === "file");
  const named = new Map<Difference, KnownSource>();
  if (files.length === 0) return named;
  const releases = readReleases(
    from.recordsFolder,
    new Set(files.flatMap(({ after }) => after?.sha256 ?? [])),
  );
  const git = await readGit(from.root);
  for (const difference of files) {
    const release = releases.get(difference.after?.sha256 ?? "");
    if (release !== undefined) named.set(difference, { ...release, name: `release ${release.name}` });
    else if (git !== null) {
      const path = await inGit(git, absolute(Buffer.from(from.root), bytesOfName(difference)), from.pace);
      if (path !== undefined) named.set(difference, { name: `git ${git.commit}`, path });
    }
  }
  return named;
}

async function inGit({ blobs }: GitTree, place: Buffer, pace: Pace): Promise<string | undefined> {
  const content = await readContent(place, pace);
  if (content === null || content.bytes === null) return undefined;
  const head = `blob ${content.bytes.length}\0`;
  for (const kind of ["sha1", "sha256"]) {
    const path = blobs.get(createHash(kind).update(head).update(content.bytes).digest("hex"));
    if (path !== undefined) return path;
  }
  return undefined;
}
