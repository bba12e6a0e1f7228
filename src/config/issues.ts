// The schema's complaints turned into problems a person can act on: place, kind, allowed words, near misses.

import type { z } from "zod";
import { say, unreachable, type Language } from "../kernel/index.ts";
import { allowedKeys, isSecretPath } from "./json-schema.ts";
import { keyWords } from "./keys.ts";
import { nearest } from "./nearest.ts";
import { pathText, type ConfigPath, type ParsedText } from "./parse.ts";
import type { ConfigProblem, ProblemKey } from "./problems.ts";
import { kindWords } from "./words.ts";

type Issue = z.core.$ZodIssue;
type Found = {
  key: ProblemKey;
  values: Record<string, string | number>;
  path?: ConfigPath;
  part?: "key" | "value";
};

/** `language` fills names of kinds inside the values; everything else is said later. */
export function problemsOfIssues(
  issues: readonly Issue[],
  parsed: ParsedText,
  language: Language,
): readonly ConfigProblem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map((p) => (typeof p === "number" ? p : String(p)));
    return foundIn(issue, path, parsed.value, language).map((found): ConfigProblem => {
      const at = found.path ?? path;
      const place = parsed.placeOf(at, found.part ?? "value");
      return {
        severity: "error",
        path: pathText(at),
        line: place?.line ?? null,
        column: place?.column ?? null,
        key: found.key,
        values: found.values,
      };
    });
  });
}

function foundIn(issue: Issue, path: ConfigPath, root: unknown, language: Language): Found[] {
  const value = valueAt(root, path);
  if (issue.code === "unrecognized_keys") return issue.keys.map((name) => unknownKey(name, path));
  if (value === undefined) return [missing(path, language)];
  if (isSecretPath(path)) {
    if (typeof value !== "object") return [{ key: "problem.secretInFile", values: {} }];
    return [{ key: "problem.format", values: { expected: "{ env: NAME }" } }];
  }
  switch (issue.code) {
    case "invalid_type":
      return [wrongKind(issue.expected, language)];
    case "invalid_value":
      return [notOneOf(issue.values.map(String), value)];
    case "too_small":
      return [{ key: "problem.tooSmall", values: { limit: Number(issue.minimum) } }];
    case "too_big":
      return [{ key: "problem.tooBig", values: { limit: Number(issue.maximum) } }];
    case "invalid_union":
      return [unionProblem(path, language)];
    case "invalid_format":
    case "custom":
    case "not_multiple_of":
    case "invalid_key":
    case "invalid_element":
      return [{ key: "problem.format", values: { expected: exampleOf(path) } }];
    default:
      return unreachable(issue);
  }
}

function unknownKey(name: string, path: ConfigPath): Found {
  const allowed = allowedKeys(path);
  const shown = name.slice(0, 60);
  return {
    key: "problem.unknownKey",
    values: { name: shown, meant: nearest(name, allowed) ?? "", allowed: allowed.join(", ") },
    path: [...path, shown],
    part: "key",
  };
}

function missing(path: ConfigPath, language: Language): Found {
  const words = keyWords[genericPath(path)];
  if (pathText(path) === "alerts.email.smtp") return { key: "problem.smtpMissing", values: {} };
  return {
    key: "problem.missing",
    values: { name: String(path.at(-1) ?? ""), what: words === undefined ? "" : words[language] },
  };
}

function wrongKind(expected: string, language: Language): Found {
  const kind = Object.hasOwn(kindWords, expected) ? (expected as keyof typeof kindWords) : "other";
  return { key: "problem.wrongKind", values: { expected: say(kindWords, language, kind) } };
}

function notOneOf(allowed: readonly string[], value: unknown): Found {
  const meant = typeof value === "string" ? (nearest(value, allowed) ?? "") : "";
  return { key: "problem.notOneOf", values: { allowed: allowed.join(", "), meant } };
}

function unionProblem(path: ConfigPath, language: Language): Found {
  const kind = path.at(-1) === "workers" ? "workers" : "other";
  return { key: "problem.wrongKind", values: { expected: say(kindWords, language, kind) } };
}

/** How such a value looks, by the key's name. */
function exampleOf(path: ConfigPath): string {
  const name = path.findLast((p) => typeof p === "string") ?? "";
  const examples: Readonly<Record<string, string>> = {
    listen: "127.0.0.1:8080",
    upstream: "http://127.0.0.1:3000",
    country: "JP",
    to: "owner@example.jp",
    from: "misemori@example.jp",
    name: "checkout-1",
    path: "/checkout",
  };
  return examples[name] ?? "https://shop.example.jp";
}

/** The path with list positions left out: "platform.routes.path". */
export function genericPath(path: ConfigPath): string {
  return path.filter((p) => typeof p === "string").join(".");
}

function valueAt(root: unknown, path: ConfigPath): unknown {
  let value: unknown = root;
  for (const step of path) {
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}
