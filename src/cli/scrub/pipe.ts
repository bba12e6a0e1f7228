// `scrub pipe`: standard input to standard output with card data hidden. Its result goes to standard error, as standard
// output carries what flows through.

import { runPipe } from "../../scrub/index.ts";
import { decoyPlaces, followDecoys } from "../decoys.ts";
import { decoyText } from "../scrub-text.ts";
import type { Verb, VerbEnd } from "../verb.ts";
import { EXIT } from "../voice.ts";
import { teller } from "./fix.ts";

export async function pipeThrough(verb: Verb, flags: { readonly all?: true }): VerbEnd {
  const { deps, voice } = verb;
  const tell = teller(verb);
  const input = deps.stdin ?? process.stdin;
  const output = deps.stdout ?? process.stdout;
  const known = await followDecoys(verb);
  const { how, reason, bytesIn, bytesOut, findings, decoys } = await runPipe({
    input,
    output,
    gone: deps.gone,
    all: flags.all === true,
    decoys: known.lookUp,
  }).finally(known.close);
  const code = how === "done" ? EXIT.fine : EXIT.failure;
  const word = how === "reader-gone" ? "pipe.readerGone" : "pipe.broken";
  const message = tell(word, { reason });
  const hint = tell(`${word}.hint`);
  const told = decoys.length === 0 ? {} : { decoys };
  if (voice.json) {
    const error = how === "done" ? {} : { error: { code: `pipe.${how}`, message, hint } };
    deps.err(`${JSON.stringify({ findings, bytesIn, bytesOut, ...told, ...error })}\n`);
  } else if (how !== "done") deps.err(`✗ ${message}\n  → ${hint}\n`);
  else if (findings > 0) deps.err(`${tell("pipe.done", { findings, bytes: bytesOut })}\n`);
  if (!voice.json && decoys.length > 0) {
    const found = decoys.map((decoy) => ({ decoy }));
    deps.err(`${tell("decoys", { places: decoyText(decoyPlaces(known.now(), found), voice.language) })}\n`);
  }
  return code;
}
