// `config check` and `config explain`: what is wrong with the file, and what it does.

import { explainConfig, sayProblem } from "../../config/index.ts";
import { needConfig, problemText, readVerbConfig, sayBroken, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT } from "../voice.ts";

export async function checkConfig(verb: Verb): VerbEnd {
  const { voice } = verb;
  const reading = await readVerbConfig(verb);
  if (!reading.ok) return sayBroken(verb, reading);
  const { file, warnings } = reading.loaded;
  const problems = warnings.map((warning) => sayProblem(warning, voice.language));
  const lines = [voice.tell("configGood", { file })];
  if (problems.length > 0) lines.push(voice.tell("configWarned", { count: problems.length }));
  voice.result({ ok: true, file, problems }, [...lines, ...problems.map(problemText)].join("\n"));
  return EXIT.fine;
}

export async function explainVerb(verb: Verb): VerbEnd {
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const sentences = explainConfig(loaded.config, verb.voice.language);
  verb.voice.result({ file: loaded.file, sentences }, sentences.map((text) => `・ ${text}`).join("\n"));
  return EXIT.fine;
}
