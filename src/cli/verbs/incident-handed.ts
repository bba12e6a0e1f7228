// `incident handed`: writes into an incident who received which package or paper, when, how and why.

import { basename } from "node:path";
import { hashOfBag } from "../../desk/index.ts";
import { MisemoriError } from "../../kernel/index.ts";
import { tell } from "../incident-text.ts";
import { pathFrom, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT } from "../voice.ts";
import { given, writing } from "./incident-desk.ts";

export interface HandedOptions {
  /** The organisation. */
  readonly to: string;
  readonly why: string;
  /** The name of the thing; the file's own when it is left out. */
  readonly what?: string;
  /** A package or a file on this machine: its hash is taken. */
  readonly file?: string;
  readonly sha256?: string;
  readonly through?: string;
  /** The receiver and how to reach them: sealed. */
  readonly person?: string;
  readonly contact?: string;
  readonly at?: string;
  readonly key?: string;
}

export async function handIncident(verb: Verb, id: string, options: HandedOptions): VerbEnd {
  const { deps, voice } = verb;
  const { to, why, through, person = "", contact = "", key } = options;
  const what = options.what ?? (options.file === undefined ? undefined : basename(options.file));
  if (what === undefined || (options.file !== undefined && options.sha256 !== undefined)) {
    const [message, hint] = [tell(voice, "needThing"), tell(voice, "needThing.hint")];
    return voice.fail({ code: "usage.options", message, hint }, EXIT.usage);
  }
  try {
    const sha256 =
      options.file === undefined ? options.sha256 : (await hashOfBag(pathFrom(deps, options.file))).sha256;
    const words = { caller: person, contact, words: "" };
    const body = { what, to, why, words, ...given({ sha256, through, key }) };
    return await writing(verb, id, "/handed", body, { handedAtMs: options.at });
  } catch (error) {
    if (!(error instanceof MisemoriError)) throw error;
    const { code, message, hint } = error;
    return voice.fail({ code, message, hint });
  }
}
