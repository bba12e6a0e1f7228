// docs/configuration.md's table of keys, made from the schema and keys.ts so that the page cannot fall behind.

import { configJsonSchema, type JsonSchema } from "./json-schema.ts";
import { keyWords } from "./keys.ts";

const LIST_ITEM = "[]";

/** Markdown: one section per top-level key, Japanese first, then English. */
export function configurationTable(): string {
  const schema = configJsonSchema();
  return Object.entries(schema.properties ?? {})
    .map(([name, inner]) => {
      const words = keyWords[name];
      const required = schema.required?.includes(name) === true;
      return [
        `### ${name}`,
        "",
        `${words?.ja ?? ""}  \n${words?.en ?? ""}`,
        "",
        "| キー / key | 値 / value | 既定 / default | 説明 / what it does |",
        "|---|---|---|---|",
        ...rows(inner, name, name, required),
        "",
      ].join("\n");
    })
    .join("\n");
}

function rows(schema: JsonSchema, shown: string, path: string, required: boolean): string[] {
  const words = keyWords[path];
  const isGroup = schema.properties !== undefined;
  const own =
    isGroup && !path.includes(".")
      ? []
      : [
          `| \`${shown}\` | ${kindOf(schema)} | ${defaultOf(schema, required)} | ${words?.ja ?? ""}<br>${words?.en ?? ""} |`,
        ];
  return [...own, ...inside(schema, shown, path)];
}

function inside(schema: JsonSchema, shown: string, path: string): string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, inner]) =>
    rows(inner, `${shown}.${name}`, `${path}.${name}`, schema.required?.includes(name) === true),
  );
  const items = schema.items === undefined ? [] : inside(schema.items, shown + LIST_ITEM, path);
  return [...own, ...items, ...(schema.anyOf ?? []).flatMap((inner) => inside(inner, shown, path))];
}

function kindOf(schema: JsonSchema): string {
  if (schema.enum !== undefined) return schema.enum.map((v) => `\`${String(v)}\``).join(" / ");
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(kindOf))].join(" / ");
  switch (schema.type) {
    case "array":
      return `一覧 / list${schema.maxItems === undefined ? "" : ` (≤ ${schema.maxItems})`}`;
    case "object":
      return "まとまり / group";
    case "boolean":
      return "`true` / `false`";
    case "integer":
    case "number":
      return numberRange(schema);
    case undefined:
    default:
      return schema.format === "uri" ? "URL" : "文字 / text";
  }
}

function numberRange({ minimum, maximum }: JsonSchema): string {
  const low = minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? "" : String(minimum);
  const high = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? "" : String(maximum);
  return low === "" && high === "" ? "数 / number" : `${low} … ${high}`.trim();
}

function defaultOf(schema: JsonSchema, required: boolean): string {
  if (required) return "必須 / required";
  if (schema.default === undefined || schema.properties !== undefined) return "–";
  return `\`${JSON.stringify(schema.default)}\``;
}
