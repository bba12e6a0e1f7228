// Secrets by reference: environment variable or file, resolved to values that cannot print themselves.

import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { secret, type Secret } from "../kernel/index.ts";
import { SECRET_PATHS } from "./json-schema.ts";
import type { CrossFinding, ReadPath } from "./cross.ts";
import type { ProblemKey } from "./problems.ts";

/** What the configuration's references led to; a place that is not configured is absent. */
export interface ConfigSecrets {
  readonly stripe?: Secret;
  readonly payjp?: Secret;
  readonly smtpPassword?: Secret;
  readonly alertWebhook?: Secret;
  readonly shopWebhook?: Secret;
  readonly slackWebhook?: Secret;
  readonly slackToken?: Secret;
  readonly chatworkToken?: Secret;
  readonly lineToken?: Secret;
  readonly noticeSmtpPassword?: Secret;
  readonly noticeDkimKey?: Secret;
  readonly canaryMailbox?: Secret;
}

/** A key or password has at most some KiB; more is the wrong file. */
const SECRET_BYTES_MAX = 64 * 1024;
/** Container platforms mount secrets here, readable in their own closed box only. */
const MOUNTED_SECRETS = "/run/secrets/";
/** In the order of SECRET_PATHS. */
const NAMES = [
  "stripe",
  "payjp",
  "smtpPassword",
  "alertWebhook",
  "shopWebhook",
  "slackWebhook",
  "slackToken",
  "chatworkToken",
  "lineToken",
  "noticeSmtpPassword",
  "noticeDkimKey",
  "canaryMailbox",
] as const;

export interface SecretSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative secret files start from: the configuration's own. */
  readonly folder: string;
}

export function resolveSecrets(
  read: ReadPath,
  sources: SecretSources,
): { readonly secrets: ConfigSecrets; readonly findings: readonly CrossFinding[] } {
  const secrets: { -readonly [K in keyof ConfigSecrets]: ConfigSecrets[K] } = {};
  const findings: CrossFinding[] = [];
  for (const [index, path] of SECRET_PATHS.entries()) {
    const name = NAMES[index];
    const reference = read(path);
    if (name === undefined || reference === null || typeof reference !== "object") continue;
    const found = resolveOne(reference, sources);
    if (found === undefined) continue;
    if ("value" in found) secrets[name] = secret(found.value);
    else findings.push({ severity: "error", path, key: found.key, values: found.values });
  }
  return { secrets, findings };
}

type Resolved = { value: string } | { key: ProblemKey; values: Record<string, string> } | undefined;

function resolveOne(reference: object, { env, folder }: SecretSources): Resolved {
  if ("env" in reference && typeof reference.env === "string") {
    const value = env[reference.env];
    const name = reference.env.slice(0, 80);
    return value === undefined || value === "" ? { key: "problem.envMissing", values: { name } } : { value };
  }
  if ("file" in reference && typeof reference.file === "string") {
    return readSecretFile(reference.file, resolve(folder, reference.file));
  }
  return undefined;
}

function readSecretFile(file: string, path: string): Resolved {
  try {
    const stat = statSync(path);
    if (!stat.isFile()) return { key: "problem.secretUnreadable", values: { file, reason: "not a file" } };
    if (stat.size > SECRET_BYTES_MAX) return { key: "problem.secretTooLarge", values: { file } };
    // Others may read or write it, or the group may write it: the secret is not one.
    const open = process.platform !== "win32" && (stat.mode & 0o027) !== 0;
    if (open && !path.startsWith(MOUNTED_SECRETS)) {
      const mode = (stat.mode & 0o777).toString(8).padStart(4, "0");
      return { key: "problem.secretOpen", values: { file, mode } };
    }
    const value = readFileSync(path, "utf8").replace(/\r?\n$/, "");
    return value.trim() === "" ? { key: "problem.secretEmpty", values: { file } } : { value };
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "error";
    return { key: "problem.secretUnreadable", values: { file, reason } };
  }
}
