// One thing the doctor met, in words: well, unwell or worth knowing, with what to do.

import { say } from "../../kernel/index.ts";
import type { Verb } from "../verb.ts";
import { doctorWords, type DoctorWord } from "./words.ts";

export interface Finding {
  readonly check: string;
  /** "note": works, but a person should know. */
  readonly state: "ok" | "bad" | "note";
  readonly message: string;
  /** What to do; "" when well. */
  readonly todo: string;
}

type Values = Readonly<Record<string, string | number>>;

export function findings({ voice }: Verb) {
  const tell = (key: DoctorWord, values: Values): string => say(doctorWords, voice.language, key, values);
  return {
    tell,
    ok: (check: string, key: DoctorWord, values: Values = {}): Finding => ({
      check,
      state: "ok",
      message: tell(key, values),
      todo: "",
    }),
    /** Says "<key>.bad" and "<key>.do". */
    bad: (check: string, key: string, values: Values = {}): Finding => ({
      check,
      state: "bad",
      message: tell(`${key}.bad` as DoctorWord, values),
      todo: tell(`${key}.do` as DoctorWord, values),
    }),
    note: (check: string, key: DoctorWord, todo: DoctorWord, values: Values = {}): Finding => ({
      check,
      state: "note",
      message: tell(key, values),
      todo: tell(todo, values),
    }),
  };
}
