// The scanner sees every way of importing, and is not misled by comments, strings, templates and expressions.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readSource, UNSEEN } from "./source.ts";

function importsOf(text: string): string[] {
  return readSource("src/x.ts", text).imports.map(({ target, how, line }) => `${how} ${target} ${line}`);
}

test("sees every form of import", () => {
  const forms: [string, string][] = [
    ['import { a } from "./a.ts";', "value ./a.ts 1"],
    ["import a from './a.ts'", "value ./a.ts 1"],
    ['import * as a from "./a.ts";', "value ./a.ts 1"],
    ['import a, { b } from "./a.ts";', "value ./a.ts 1"],
    ['\nimport {\n  a,\n  type B,\n} from "./a.ts";', "value ./a.ts 2"],
    ['import type { A } from "./a.ts";', "type ./a.ts 1"],
    ['import type A from "./a.ts";', "type ./a.ts 1"],
    ['import type from "./a.ts";', "value ./a.ts 1"],
    ['import "./a.css";', "value ./a.css 1"],
    ['export * from "./a.ts";', "value ./a.ts 1"],
    ['export * as a from "./a.ts";', "value ./a.ts 1"],
    ['export { a } from "./a.ts";', "value ./a.ts 1"],
    ['export type { A } from "./a.ts";', "type ./a.ts 1"],
    ['const a = await import("./a.ts");', "value ./a.ts 1"],
    ["const a = await import(`./a.ts`);", "value ./a.ts 1"],
    ['type A = import("./a.ts").A;', "value ./a.ts 1"],
    ["await import(name);", `value ${UNSEEN} 1`],
    ["await import(`./${name}.ts`);", `value ${UNSEEN} 1`],
    ['require("x"); ', "value x 1"],
    ['createRequire(import.meta.url); require.resolve("x/y.mmdb");', "value x/y.mmdb 1"],
    ['import.meta.resolve("x/y.mmdb");', "url x/y.mmdb 1"],
    ['new Worker(new URL("./w.ts", import.meta.url));', "url ./w.ts 1"],
    ["`${await import('./a.ts')} and ${`${1}`}`", "value ./a.ts 1"],
    ['const x = /["\'`]/;\nimport { a } from "./a.ts";', "value ./a.ts 2"],
    ['const x = a / b; // "\nimport { a } from "./a.ts";', "value ./a.ts 2"],
    ['const x = <p>Don\'t</p>;\nimport { a } from "./a.ts";', "value ./a.ts 2"],
    ['const x = "//";/* " */ import { a } from "./a.ts";', "value ./a.ts 1"],
  ];
  for (const [text, expected] of forms) assert.deepEqual(importsOf(text), [expected], text);
});

test("takes nothing for an import that is none", () => {
  const texts = [
    '// import { a } from "./a.ts";',
    '/* import("./a.ts") */',
    "const x = 'import { a } from \"./a.ts\"';",
    'const x = `\nimport { a } from "./a.ts";\n`;',
    "const x = /import('a')/;",
    'export const from = "./a.ts";',
    'export function f() { return Array.from("abc"); }',
    'important("./a.ts");',
  ];
  for (const text of texts) assert.deepEqual(importsOf(text), [], text);
});
