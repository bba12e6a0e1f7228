// One violation of every rule to plant in a tidy house: what proves that the rules can see.

import { FIRST } from "./tidy.ts";

const planted = (path: string, line: string): Record<string, string> => ({ [path]: `${FIRST}${line}\n` });
const manifest = (more: object): Record<string, string> => ({
  "package.json": JSON.stringify({ type: "module", dependencies: { "mmdb-lib": "3.0.3" }, ...more }),
});

export const PLANTED: readonly {
  readonly what: string;
  readonly changes: Record<string, string>;
  readonly seen: string;
}[] = [
  {
    what: "a room that imports its neighbour",
    changes: planted("src/gate/a.ts", 'import { words } from "../desk/index.ts";'),
    seen: "sideways src/gate/a.ts:2",
  },
  {
    what: "a room that imports its neighbour's types",
    changes: planted("src/gate/a.ts", 'import type { Alert } from "../desk/index.ts";'),
    seen: "sideways src/gate/a.ts:2",
  },
  {
    what: "a room that passes its neighbour on",
    changes: planted("src/desk/a.ts", 'export * from "../gate/index.ts";'),
    seen: "sideways src/desk/a.ts:2",
  },
  {
    what: "a room that loads its neighbour late",
    changes: planted("src/desk/a.ts", 'export const a = () => import("../gate/index.ts");'),
    seen: "sideways src/desk/a.ts:2",
  },
  {
    what: "a room that starts its neighbour's worker",
    changes: planted("src/desk/a.ts", 'export const a = new URL("../gate/worker.ts", import.meta.url);'),
    seen: "sideways src/desk/a.ts:2",
  },
  {
    what: "a kernel that knows a room",
    changes: planted("src/kernel/a.ts", 'import { x } from "../gate/index.ts";'),
    seen: "sideways src/kernel/a.ts:2",
  },
  {
    what: "a console that knows the store",
    changes: planted("src/console/a.ts", 'import { y } from "../store/index.ts";'),
    seen: "sideways src/console/a.ts:2",
  },
  {
    what: "a page that knows the store",
    changes: planted("src/console/page/b.tsx", 'import { y } from "../../store/index.ts";'),
    seen: "sideways src/console/page/b.tsx:2",
  },
  {
    what: "a page that takes more of the kernel than a browser can bear",
    changes: planted("src/console/page/b.ts", 'import { isIP } from "../../kernel/addresses.ts";'),
    seen: "door src/console/page/b.ts:2",
  },
  {
    what: "a page that takes more of the desk than its words",
    changes: planted("src/console/page/b.ts", 'import { y } from "../../desk/incidents/desk.ts";'),
    seen: "door src/console/page/b.ts:2",
  },
  {
    what: "a way past the door",
    changes: planted("src/console/a.ts", 'import { p } from "../gate/inner.ts";'),
    seen: "door src/console/a.ts:2",
  },
  {
    what: "a wiring that goes past the door",
    changes: planted("src/main.ts", 'import { p } from "./gate/inner.ts";'),
    seen: "door src/main.ts:2",
  },
  {
    what: "a piece of the wiring that goes past the door",
    changes: planted("src/main/a.ts", 'import { p } from "../gate/inner.ts";'),
    seen: "door src/main/a.ts:2",
  },
  {
    what: "a room that imports a piece of the wiring",
    changes: planted("src/cli/a.ts", 'import { late } from "../main/late.ts";'),
    seen: "wiring src/cli/a.ts:2",
  },
  {
    what: "a test that goes past another room's door",
    changes: planted("src/gate/a.test.ts", 'import { z } from "../store/memory/open.ts";'),
    seen: "door src/gate/a.test.ts:2",
  },
  {
    what: "a store that uses a port as more than a type",
    changes: planted("src/store/a.ts", 'import { P } from "../gate/ports.ts";'),
    seen: "sideways src/store/a.ts:2",
  },
  {
    what: "a store that knows a room's inside",
    changes: planted("src/store/a.ts", 'import type { X } from "../gate/judge.ts";'),
    seen: "sideways src/store/a.ts:2",
  },
  {
    what: "a room that imports the wiring",
    changes: planted("src/cli/a.ts", 'import { x } from "../main.ts";'),
    seen: "wiring src/cli/a.ts:2",
  },
  {
    what: "shipped code that leans on what is not shipped",
    changes: planted("src/gate/a.ts", 'import { x } from "../../test/x.ts";'),
    seen: "outside src/gate/a.ts:2",
  },
  {
    what: "a room that is none",
    changes: planted("src/shed/a.ts", "export const a = 1;"),
    seen: "room src/shed/a.ts",
  },
  {
    what: "SQLite outside of the store",
    changes: planted("src/gate/a.ts", 'import { DatabaseSync } from "node:sqlite";'),
    seen: "package src/gate/a.ts:2",
  },
  {
    what: "the gate's package outside of the gate",
    changes: planted("src/desk/a.ts", 'import { Reader } from "mmdb-lib";'),
    seen: "package src/desk/a.ts:2",
  },
  {
    what: "React outside of the console",
    changes: planted("src/desk/a.ts", 'import type { FC } from "react";'),
    seen: "package src/desk/a.ts:2",
  },
  {
    what: "a package without a room",
    changes: planted("src/gate/a.ts", 'import { map } from "lodash/fp";'),
    seen: "package src/gate/a.ts:2",
  },
  {
    what: "a test's package in shipped code",
    changes: planted("src/gate/a.ts", 'import * as fc from "fast-check";'),
    seen: "package src/gate/a.ts:2",
  },
  {
    what: "a package that would be missing where the guard is installed",
    changes: planted("src/desk/a.ts", 'import { createTransport } from "nodemailer";'),
    seen: "package src/desk/a.ts:2",
  },
  {
    what: "an import nobody can read",
    changes: planted("src/gate/a.ts", "export const a = (n: string) => import(n);"),
    seen: "unseen src/gate/a.ts:2",
  },
  {
    what: "a long file",
    changes: { "src/gate/a.ts": `${FIRST}${"//\n".repeat(300)}` },
    seen: "length src/gate/a.ts",
  },
  {
    what: "a file without a purpose",
    changes: { "src/gate/a.ts": "export const a = 1;\n" },
    seen: "purpose src/gate/a.ts",
  },
  {
    what: "an empty name",
    changes: planted("src/gate/string-utils.ts", ""),
    seen: "name src/gate/string-utils.ts",
  },
  {
    what: "an empty folder name",
    changes: planted("src/gate/common/a.ts", ""),
    seen: "name src/gate/common/a.ts",
  },
  {
    what: "an empty symbol",
    changes: planted("src/gate/a.ts", "export function cardManager(): void {}"),
    seen: "symbol src/gate/a.ts",
  },
  {
    what: "a default export",
    changes: planted("src/gate/a.ts", "export default 1;"),
    seen: "default-export src/gate/a.ts",
  },
  {
    what: "a default export by another way",
    changes: planted("src/gate/a.ts", "const a = 1;\nexport { a as default };"),
    seen: "default-export src/gate/a.ts",
  },
  {
    what: "an enum",
    changes: planted("src/gate/a.ts", "const enum A { B }"),
    seen: "erasable src/gate/a.ts",
  },
  {
    what: "a namespace",
    changes: planted("src/gate/a.ts", "namespace A {}"),
    seen: "erasable src/gate/a.ts",
  },
  {
    what: "a decorator",
    changes: planted("src/gate/a.ts", "@sealed\nclass A {}"),
    seen: "erasable src/gate/a.ts",
  },
  { what: "module state", changes: planted("src/gate/a.ts", "let count = 0;"), seen: "state src/gate/a.ts" },
  {
    what: "exported state",
    changes: planted("src/gate/a.ts", "export let n = 0;"),
    seen: "state src/gate/a.ts",
  },
  {
    what: "a test singled out",
    changes: planted("src/gate/a.test.ts", 'test.only("x", () => {});'),
    seen: "focus src/gate/a.test.ts",
  },
  {
    what: "a test left out",
    changes: planted("src/gate/a.test.ts", 'test("x", { skip: true }, () => {});'),
    seen: "focus src/gate/a.test.ts",
  },
  {
    what: "a test left out without a reason",
    changes: planted("src/gate/a.test.ts", 'test("x", (t) => t.skip());'),
    seen: "focus src/gate/a.test.ts",
  },
  {
    what: "work that was put off",
    changes: planted("src/gate/a.ts", `// ${["TO", "DO"].join("")}: later`),
    seen: "unfinished src/gate/a.ts",
  },
  {
    what: "one room in two rows",
    changes: {
      "A.md": "| room | why |\n|---|---|\n| `src/desk` | a |\n| `src/gate` | b |\n| `src/desk` | c |\n",
    },
    seen: "twice A.md",
  },
  {
    what: "a path of one machine",
    changes: { "docs/a.md": ["see /wo", "rk/main\n"].join("") },
    seen: "machine docs/a.md",
  },
  {
    what: "a registry's address",
    changes: { ".npmrc": ["x=https://registry", ".npmjs.org/\n"].join("") },
    seen: "machine .npmrc",
  },
  {
    what: "words without English",
    changes: planted("src/desk/words.ts", 'export const w = { a: { ja: "はい" } };'),
    seen: "words src/desk/words.ts",
  },
  {
    what: "Japanese that is none",
    changes: planted(
      "src/desk/alert-words.ts",
      'export const w = { a: { ja: "Yes {name}", en: "Yes {name}" } };',
    ),
    seen: "words src/desk/alert-words.ts",
  },
  {
    what: "a page's words without Japanese",
    changes: planted("src/console/page/words/now.ts", 'export const w = { a: { ja: "", en: "Now" } };'),
    seen: "words src/console/page/words/now.ts",
  },
  {
    what: "English that is Japanese",
    changes: planted("src/desk/words.ts", 'export const w = { a: { ja: "はい", en: "はい" } };'),
    seen: "words src/desk/words.ts",
  },
  {
    what: "a version that floats",
    changes: manifest({ devDependencies: { tsx: "^4.0.0" } }),
    seen: "version package.json",
  },
  {
    what: "a dependency without a reason",
    changes: { "docs/dependencies.md": "mmdb-lib\n" },
    seen: "reason docs/dependencies.md",
  },
  {
    what: "a dependency that runs code when installed",
    changes: {
      "node_modules/mmdb-lib/package.json": JSON.stringify({ license: "MIT", scripts: { postinstall: "x" } }),
    },
    seen: "install-script node_modules/mmdb-lib",
  },
  {
    what: "a dependency behind one that runs code when installed",
    changes: {
      "package-lock.json": JSON.stringify({ packages: { "node_modules/deep": { hasInstallScript: true } } }),
    },
    seen: "install-script package-lock.json",
  },
  {
    what: "a licence nobody knows",
    changes: { "node_modules/mmdb-lib/package.json": JSON.stringify({ license: "SSPL-1.0" }) },
    seen: "licence node_modules/mmdb-lib",
  },
];
