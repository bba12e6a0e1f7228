// Facts about what a dying process leaves on its terminal, seen on real processes.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

const ROOM = fileURLToPath(new URL("./last-words.ts", import.meta.url));

function dying(fault: string): { readonly status: number | null; readonly said: string } {
  const program = `
    import { writeSync } from "node:fs";
    const { speakLastWordsMasked } = await import(${JSON.stringify(ROOM)});
    speakLastWordsMasked(process, (text) => writeSync(2, text));
    const card = ["5200", "8282", "8282", "8210"].join("");
    ${fault}
    setTimeout(() => {}, 60_000);`;
  const ended = spawnSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" });
  return { status: ended.status, said: `${ended.stdout}${ended.stderr}` };
}

for (const [name, fault] of [
  ["thrown", "setTimeout(() => { throw new Error(`card ${card} was refused`); }, 1);"],
  ["rejected", "Promise.reject(new Error(`card ${card} was refused`));"],
  ["thrown as a plain string", "setTimeout(() => { throw `card ${card}`; }, 1);"],
  ["as a cause", "Promise.reject(new Error(`a ${card}`, { cause: new Error(card) }));"],
] as const) {
  test(`a fault ${name} ends the process with a trace in which no card stands`, () => {
    const { status, said } = dying(fault);
    assert.equal(status, 3);
    assert.match(said, /\*{12}/);
    assert.ok(!said.includes("5200828282828210"), said);
  });
}
