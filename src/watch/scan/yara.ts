// YARA rules of others, from a folder: compiled by YARA-X when that optional package is installed, loaded only when asked for.

import { readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fine, refuse, say, type Language, type Outcome } from "../../kernel/index.ts";
import type { ForeignRules } from "./contract.ts";
import { scanWords } from "./words.ts";

/** Public collections hold a few thousand files. */
const RULE_FILES_MAX = 10_000;
const RULE_FILE = /\.(?:yar|yara|rule)$/i;
/** Matches per pattern that are told; one is enough for a verdict. */
const MATCHES_MAX = 4;

/** Each file must compile by itself: one broken rule file refuses the whole folder, by name, rather than be left out silently. */
export async function openYaraRules(folder: string, language: Language): Promise<Outcome<ForeignRules>> {
  const t = (key: keyof typeof scanWords, values: Readonly<Record<string, string | number>> = {}): string =>
    say(scanWords, language, key, values);
  const files = ruleFiles(folder);
  if (files === null || files.length === 0)
    return refuse("watch.rules", t("rulesNone", { folder }), t("rulesNoneHint"));
  const yara = load();
  if (yara === null) return refuse("watch.yara", t("yaraMissing"), t("yaraMissingHint"));
  const compiled = yara.create();
  for (const file of files) {
    try {
      compiled.addRuleFile(file);
    } catch (error) {
      const reason = error instanceof Error ? error.message.slice(0, 300) : "error";
      return refuse("watch.rules-broken", t("rulesBroken", { file, reason }), t("rulesBrokenHint"));
    }
  }
  compiled.setMaxMatchesPerPattern(MATCHES_MAX);
  return fine({
    count: files.length,
    match: (bytes) =>
      compiled
        .scan(bytes)
        .map(({ ruleIdentifier, matches }) => ({ name: ruleIdentifier, offset: matches[0]?.offset ?? 0 })),
  });
}

function ruleFiles(folder: string): string[] | null {
  try {
    if (statSync(folder).isFile()) return [folder];
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
    return names
      .filter((name) => RULE_FILE.test(name))
      .sort()
      .slice(0, RULE_FILES_MAX)
      .map((name) => join(folder, name));
  } catch {
    return null;
  }
}

/** The part of the package that is used; its own types leave what `create` gives open. */
interface Yara {
  create(): {
    addRuleFile(file: string): void;
    setMaxMatchesPerPattern(count: number): void;
    scan(bytes: Buffer): readonly {
      readonly ruleIdentifier: string;
      readonly matches: readonly { readonly offset: number }[];
    }[];
  };
}

/**
 * Not among our dependencies: some of its builds are missing from the registry, and a lock that names them cannot be installed
 * anywhere. Whoever wants YARA installs it beside us.
 */
const PACKAGE = "@litko/yara-x";

function load(): Yara | null {
  try {
    return createRequire(import.meta.url)(PACKAGE) as Yara;
  } catch {
    return null;
  }
}
