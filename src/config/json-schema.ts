// The schema as editors want it (JSON Schema draft 7 with descriptions), and what may stand where. Made from schema.ts.

import { z } from "zod";
import { keyWords } from "./keys.ts";
import type { ConfigPath } from "./parse.ts";
import { configSchema } from "./schema.ts";

/** The parts of JSON Schema that the generator writes and this room reads. */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly format?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly [more: string]: unknown;
}

/** The published schema: every key has a Japanese and an English sentence. */
export function configJsonSchema(): JsonSchema {
  const bare = z.toJSONSchema(configSchema, { io: "input", target: "draft-7" }) as JsonSchema;
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "misemori.yaml",
    ...described(bare, ""),
  };
}

/** The keys that may stand in the group at `path`; empty when it is no group. */
export function allowedKeys(path: ConfigPath): readonly string[] {
  let at: JsonSchema | undefined = z.toJSONSchema(configSchema, {
    io: "input",
    target: "draft-7",
  }) as JsonSchema;
  for (const step of path) at = typeof step === "number" ? at?.items : at?.properties?.[step];
  return Object.keys(at?.properties ?? {});
}

/** Every place in the file where a secret is referred to. */
export const SECRET_PATHS: readonly (readonly string[])[] = [
  ["outcomes", "stripe", "secret"],
  ["outcomes", "payjp", "token"],
  ["alerts", "email", "smtp", "password"],
  ["alerts", "webhook", "secret"],
  ["shopWebhook", "secret"],
  ["alerts", "slack", "webhook"],
  ["alerts", "slack", "token"],
  ["alerts", "chatwork", "token"],
  ["alerts", "line", "token"],
  ["notices", "smtp", "password"],
  ["notices", "dkim", "key"],
  ["canary", "imap", "password"],
];

export function isSecretPath(path: ConfigPath): boolean {
  return SECRET_PATHS.some((s) => s.length === path.length && s.every((name, i) => name === path[i]));
}

function described(schema: JsonSchema, path: string): JsonSchema {
  const words = keyWords[path];
  return {
    ...schema,
    ...(words === undefined ? {} : { description: `${words.ja}\n${words.en}` }),
    ...(schema.properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(schema.properties).map(([name, inner]) => [
              name,
              described(inner, path === "" ? name : `${path}.${name}`),
            ]),
          ),
        }),
    ...(schema.items === undefined ? {} : { items: described(schema.items, path) }),
    ...(schema.anyOf === undefined ? {} : { anyOf: schema.anyOf.map((inner) => described(inner, path)) }),
  };
}
