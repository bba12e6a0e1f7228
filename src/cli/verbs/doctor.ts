// `doctor`: all checks with their marks, worst news not hidden in the middle.

import { say } from "../../kernel/index.ts";
import { examine } from "../doctor/checks.ts";
import { doctorWords } from "../doctor/words.ts";
import type { Verb, VerbEnd } from "../verb.ts";
import { EXIT } from "../voice.ts";

const MARKS = { ok: "✓", bad: "✗", note: "!" } as const;

export async function doctor(verb: Verb): VerbEnd {
  const checks = await examine(verb);
  const bad = checks.filter((check) => check.state === "bad").length;
  const notes = checks.filter((check) => check.state === "note").length;
  const key = bad > 0 ? "summary.bad" : notes > 0 ? "summary.notes" : "summary.ok";
  const summary = say(doctorWords, verb.voice.language, key, { count: bad > 0 ? bad : notes });
  const lines = checks.map(
    ({ state, message, todo }) => `${MARKS[state]} ${message}${todo === "" ? "" : `\n    → ${todo}`}`,
  );
  verb.voice.result({ ok: bad === 0, checks }, [...lines, "", summary].join("\n"));
  return bad === 0 ? EXIT.fine : EXIT.findings;
}
