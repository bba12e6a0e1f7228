// The vault's refusals, and its bounds.

import { MisemoriError, say, type Language } from "../../kernel/index.ts";
import { vaultWords, type VaultWord } from "./words.ts";

export const VAULT_LIMITS = {
  /** An incident holds lists, letters and inputs: some dozens. Spam reports come one by one. */
  namesMax: 20_000,
  /** Incidents and years of spam reports whose key still lives. */
  incidentsMax: 10_000,
  /** The export of a shop that runs on one server is far below; more is a wrong file. */
  bytesMax: 64 * 1024 ** 3,
  /** Words of a person; INCIDENT_LIMITS allows 20,000 characters, in JSON at most six bytes each. */
  wordsBytesMax: 256 * 1024,
} as const;

const CODES = {
  destroyed: "vault.destroyed",
  missing: "vault.missing",
  nameMissing: "vault.missing",
  masterMissing: "vault.damaged",
  damaged: "vault.damaged",
  keyOpen: "vault.key-open",
  badName: "vault.name",
  full: "vault.full",
  disk: "vault.disk",
} as const satisfies Partial<Record<VaultWord, string>>;

export function vaultTrouble(
  language: Language,
  word: keyof typeof CODES,
  values: Readonly<Record<string, string | number>>,
  cause?: unknown,
): MisemoriError {
  const hint = say(vaultWords, language, `${word}Hint`, values);
  return new MisemoriError(CODES[word], say(vaultWords, language, word, values), hint, cause);
}

/** What the disk said, in the vault's words; errors that already are ours stay as they are. */
export function diskTrouble(error: unknown, language: Language): unknown {
  if (error instanceof MisemoriError || !(error instanceof Error) || !("code" in error)) return error;
  return vaultTrouble(language, "disk", { reason: String(error.code) }, error);
}

export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
