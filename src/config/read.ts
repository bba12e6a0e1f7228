// misemori.yaml from disk to a checked configuration, or to everything that is wrong with it, as a value.

import { createHash } from "node:crypto";
import { constants, open } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Language } from "../kernel/index.ts";
import { crossCheck, type CrossFinding, type ReadPath } from "./cross.ts";
import { problemsOfIssues } from "./issues.ts";
import { CONFIG_BYTES_MAX, parseConfigText, pathText, PROBLEMS_MAX, type ParsedText } from "./parse.ts";
import type { ConfigProblem, ProblemKey } from "./problems.ts";
import { configSchema, type Config } from "./schema.ts";
import { resolveSecrets, type ConfigSecrets } from "./secrets.ts";

export interface LoadedConfig {
  readonly config: Config;
  readonly secrets: ConfigSecrets;
  /** Absolute path of the file. */
  readonly file: string;
  /** Absolute path of records.folder, which stands relative to the file. */
  readonly recordsFolder: string;
  /** SHA-256 of the text, hex: equal digests need no reload. */
  readonly digest: string;
  /** As it was read; secrets stand elsewhere. */
  readonly text: string;
  readonly warnings: readonly ConfigProblem[];
}

export type ConfigReading =
  | { readonly ok: true; readonly loaded: LoadedConfig }
  | { readonly ok: false; readonly file: string; readonly problems: readonly ConfigProblem[] };

export interface ConfigSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For names of kinds inside problems; sentences are said later. */
  readonly language: Language;
}

/** Never throws: a missing, broken or half-written file is a value with every problem found. */
export async function readConfig(path: string, sources: ConfigSources): Promise<ConfigReading> {
  const file = resolve(path);
  const bytes = await readBounded(file);
  if (!(bytes instanceof Uint8Array)) return { ok: false, file, problems: [bytes] };
  return readConfigBytes(bytes, file, sources);
}

/** The same for bytes that are at hand. Secret files are read from disk. */
export function readConfigBytes(bytes: Uint8Array, file: string, sources: ConfigSources): ConfigReading {
  const parsed = parseConfigText(bytes);
  if (parsed.value === undefined) return { ok: false, file, problems: sorted(parsed.problems) };
  const checked = configSchema.safeParse(parsed.value);
  const value: unknown = checked.success ? checked.data : parsed.value;
  const read: ReadPath = (at) => valueAt(value, at);
  const { secrets, findings } = resolveSecrets(read, { env: sources.env, folder: dirname(file) });
  const problems = [
    ...parsed.problems,
    ...(checked.success ? [] : problemsOfIssues(checked.error.issues, parsed, sources.language)),
    ...[...crossCheck(read), ...findings].map((finding) => placed(finding, parsed)),
  ];
  const warnings = sorted(problems.filter((p) => p.severity === "warning"));
  if (checked.success && warnings.length === problems.length) {
    const config = checked.data;
    const recordsFolder = resolve(dirname(file), config.records.folder);
    const digest = createHash("sha256").update(bytes).digest("hex");
    const text = new TextDecoder().decode(bytes);
    return { ok: true, loaded: { config, secrets, file, recordsFolder, digest, text, warnings } };
  }
  return { ok: false, file, problems: sorted(onePerPath(problems)) };
}

/** Reads at most one byte over the limit, whatever the path is (a device, a growing file). */
async function readBounded(file: string): Promise<Uint8Array | ConfigProblem> {
  let handle;
  try {
    // Without O_NONBLOCK a pipe by that name would hold the start up for ever.
    handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stat = await handle.stat();
    if (!stat.isFile()) return wholeFile("problem.unreadableFile", { file, reason: "not a file" });
    const buffer = new Uint8Array(CONFIG_BYTES_MAX + 1);
    let filled = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "error";
    return wholeFile(reason === "ENOENT" ? "problem.missingFile" : "problem.unreadableFile", {
      file,
      reason,
    });
  } finally {
    await handle?.close();
  }
}

function wholeFile(key: ProblemKey, values: Record<string, string>): ConfigProblem {
  return { severity: "error", path: "", line: null, column: null, key, values };
}

function placed(finding: CrossFinding, parsed: ParsedText): ConfigProblem {
  const place = parsed.placeOf(finding.path, "value");
  return {
    severity: finding.severity,
    path: pathText(finding.path),
    line: place?.line ?? null,
    column: place?.column ?? null,
    key: finding.key,
    values: finding.values,
  };
}

/** A value with two faults of the same kind (format and range) is one mistake for a person. */
function onePerPath(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  const seen = new Set<string>();
  return problems.filter((p) => {
    const key = `${p.path} ${p.key} ${p.line}`;
    return !seen.has(key) && seen.add(key);
  });
}

function sorted(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  return [...problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0)).slice(0, PROBLEMS_MAX);
}

function valueAt(root: unknown, path: readonly (string | number)[]): unknown {
  let value = root;
  for (const step of path) {
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}
