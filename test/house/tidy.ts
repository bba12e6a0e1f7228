// A small house in which all is well: what must not be accused, and the ground in which violations are planted.

export const FIRST = "// A file of the planted house, for the test of its rules.\n";

/** A small house in which everything is as it should be. */
export const TIDY: Readonly<Record<string, string>> = {
  "src/main.ts": `${FIRST}import { x } from "./gate/index.ts";\nimport { y } from "./store/index.ts";\nnew URL("./gate/worker.ts", import.meta.url);\nexport { x, y };\n`,
  "src/main/late.ts": `${FIRST}import { x } from "../gate/index.ts";\nexport const late = async (where: URL) => [x, await import(where.href)];\nnew URL("../../examples/shop/shop.ts", import.meta.url);\n`,
  "src/kernel/errors.ts": `${FIRST}export const e = 1;\n`,
  "src/kernel/index.ts": `${FIRST}import { isIP } from "node:net";\nexport { isIP };\n`,
  "src/gate/index.ts": `${FIRST}import { isIP } from "../kernel/index.ts";\nimport { fetch } from "mmdb-lib";\nexport const x = [isIP, fetch];\n`,
  "src/gate/ports.ts": `${FIRST}export interface P {\n  readonly p: 1;\n}\n`,
  "src/gate/inner.test.ts": `${FIRST}import { test } from "node:test";\nimport * as fc from "fast-check";\nimport { y } from "../store/index.ts";\ntest("a fact", (t) => t.skip("needs root"));\nexport { fc, y };\n`,
  "src/store/index.ts": `${FIRST}import { DatabaseSync } from "node:sqlite";\nimport type { P } from "../gate/ports.ts";\nexport const y: [P?, DatabaseSync?] = [];\n`,
  "src/desk/index.ts": `${FIRST}export { words } from "./words.ts";\n`,
  "src/desk/words.ts": `${FIRST}export const words = { hello: { ja: "{name}さん、こんにちは", en: "Hello {name}" }, n: { ja: "{a} / {b}", en: "{a} / {b}" } };\n`,
  "src/console/page/app.tsx": `${FIRST}import { useState } from "react";\nimport { e } from "../../kernel/errors.ts";\nexport const App = () => <p>{useState(e)}</p>;\n`,
  "vite.config.ts": `${FIRST}export default {};\n`,
  "examples/shop/shop.ts": `${FIRST}import express from "express";\nexport const shop = express();\n`,
  "docs/dependencies.md": "- `mmdb-lib`: reads address tables\n",
  "package.json": JSON.stringify({
    type: "module",
    dependencies: { "mmdb-lib": "3.0.3" },
    devDependencies: { "fast-check": "4.10.2" },
  }),
  "package-lock.json": JSON.stringify({
    packages: { "node_modules/mmdb-lib": {}, "node_modules/esbuild": { dev: true, hasInstallScript: true } },
  }),
  "node_modules/mmdb-lib/package.json": JSON.stringify({ license: "MIT", scripts: { test: "x" } }),
};
