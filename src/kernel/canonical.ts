// One text for one meaning: JSON with sorted keys and no spaces, so that a thing's hash can be worked out again anywhere.

import { createHash } from "node:crypto";

/** What is undefined inside an object is left out, in a list it is null, as JSON does. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** Hex SHA-256 of the canonical text. */
export function canonicalSha256(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}
