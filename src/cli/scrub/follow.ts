// `scrub follow`: tells of card data as logs grow. With --json one object per line, as it never ends by itself.

import { FOLLOWED_MAX, followFiles, openPlaceKey, openScans, type FollowEvent } from "../../scrub/index.ts";
import { decoyPlaces, followDecoys, type KnownDecoys } from "../decoys.ts";
import { decoyText } from "../scrub-text.ts";
import type { Verb, VerbEnd } from "../verb.ts";
import { pathFrom } from "../verb.ts";
import { EXIT } from "../voice.ts";
import { finishCutOff, shown, teller } from "./fix.ts";
import { stateFolder } from "./state.ts";

export interface FollowFlags {
  readonly fix?: true;
  readonly all?: true;
  readonly fromStart?: true;
  readonly once?: true;
}

/** Between looks where the system does not tell of changes by itself. */
const POLL_MS = 250;

/** Ends on Ctrl-C or SIGTERM: 1 when card data is left in a file, 0 otherwise. */
export async function followLogs(verb: Verb, files: readonly string[], flags: FollowFlags): VerbEnd {
  const { deps, voice } = verb;
  const tell = teller(verb);
  if (files.length > FOLLOWED_MAX) {
    const message = tell("follow.tooMany", { max: FOLLOWED_MAX });
    return voice.fail({ code: "follow.too-many", message, hint: tell("follow.tooMany.hint") }, EXIT.usage);
  }
  const folder = stateFolder(deps.env);
  if (flags.fix === true) await finishCutOff(verb, folder);
  const key = await openPlaceKey(folder);
  const decoys = await followDecoys(verb);
  const scans = openScans(key, decoys.lookUp);
  const { found, hidden } = await followFiles({
    files: files.map((file) => pathFrom(deps, file)),
    fix: flags.fix === true,
    all: flags.all === true,
    fromStart: flags.fromStart === true,
    once: flags.once === true,
    stateFolder: folder,
    key,
    scans: () => scans(null),
    pollMs: POLL_MS,
    gone: deps.gone,
    onEvent: (event) => {
      if (voice.json) deps.out(`${JSON.stringify(eventJson(event))}\n`);
      else if (event.kind === "found") deps.out(`${foundText(verb, event, decoys.now())}\n`);
      else voice.note(newsText(verb, event));
    },
  }).finally(decoys.close);
  if (voice.json) deps.out(`${JSON.stringify({ kind: "end", found, hidden })}\n`);
  else voice.note(tell("follow.end", { found, hidden }));
  return found > hidden ? EXIT.findings : EXIT.fine;
}

type Found = FollowEvent & { readonly kind: "found" };

function foundText(verb: Verb, { file, line, finding, hidden, why }: Found, decoys: KnownDecoys): string {
  const tell = teller(verb);
  const places = decoyText(decoyPlaces(decoys, [finding]), verb.voice.language);
  const isDecoy = finding.certainty === "decoy";
  return tell("follow.found", {
    place: `${shown(file)}:${line ?? `+${finding.offset}`}`,
    kind: isDecoy ? tell("follow.decoy", { places }) : tell(`kind.${finding.kind}`),
    brand: finding.brand === null ? "" : ` ${finding.brand}`,
    masked: finding.masked,
    what: tell(hidden || why === null ? "follow.hidden" : `follow.${why}`),
  });
}

function newsText(verb: Verb, event: Exclude<FollowEvent, Found>): string {
  const { kind, file, offset, detail } = event;
  const word = kind === "unwritable" ? "follow.unwritableFile" : (`follow.${kind}` as const);
  return teller(verb)(word, { file: shown(file), offset, detail: shown(detail) });
}

function eventJson(event: FollowEvent): object {
  if (event.kind !== "found") return { ...event, file: shown(event.file), detail: shown(event.detail) };
  const { cardHash: _, ...finding } = event.finding;
  return {
    ...finding,
    kind: "found",
    what: finding.kind,
    file: shown(event.file),
    line: event.line,
    hidden: event.hidden,
    why: event.why,
  };
}
