// The fields of the inquiry desk's two forms, and what each form sends. Pure.

import { INQUIRY_CHANNELS, INQUIRY_LIMITS, type InquiryChannel } from "../../../desk/inquiries/contract.ts";
import type { Field, Given } from "../incidents/field-kinds.ts";
import { momentOf, momentText } from "../incidents/moments.ts";
import type { Telling } from "../notices/telling.ts";

const { wordsCharsMax, shortCharsMax } = INQUIRY_LIMITS;

export function askedFields(telling: Telling, nowMs: number): readonly Field[] {
  const { w } = telling;
  return [
    channelField(telling, "telephone"),
    atField(telling, nowMs),
    { name: "name", label: w("inq.field.name"), kind: "text", value: "", charsMax: shortCharsMax },
    { name: "contact", label: w("inq.field.contact"), kind: "text", value: "", charsMax: shortCharsMax },
    {
      name: "words",
      label: w("inq.field.asked"),
      hint: w("inq.field.asked.hint"),
      kind: "long",
      value: "",
      missing: w("inq.field.missing"),
      charsMax: wordsCharsMax,
    },
  ];
}

export function answerFields(telling: Telling, channel: InquiryChannel, nowMs: number): readonly Field[] {
  const { w } = telling;
  return [
    // Whoever asked by the page has no voice there to be answered by.
    channelField(telling, channel === "web" ? "email" : channel),
    atField(telling, nowMs),
    {
      name: "words",
      label: w("inq.field.answer"),
      kind: "long",
      value: "",
      missing: w("inq.field.missing"),
      charsMax: wordsCharsMax,
    },
    { name: "done", label: w("inq.field.done"), kind: "text", value: "", charsMax: shortCharsMax },
  ];
}

/** `key`: the form's own, so that a second tap writes nothing twice. */
export function askedBody(
  { channel, at = "", name, contact, words }: Given,
  key: string,
  timeZone: string,
): object {
  return { channel, atMs: momentOf(at, timeZone), name, contact, words, key };
}

export function answerBody({ channel, at = "", words, done }: Given, timeZone: string): object {
  return { channel, atMs: momentOf(at, timeZone), words, done };
}

function channelField({ w }: Telling, value: InquiryChannel): Field {
  return {
    name: "channel",
    label: w("inq.field.channel"),
    kind: "choice",
    value,
    choices: INQUIRY_CHANNELS.map((one) => ({ value: one, label: w(`inq.channel.${one}`) })),
  };
}

function atField({ w, timeZone }: Telling, nowMs: number): Field {
  return { name: "at", label: w("inq.field.at"), kind: "moment", value: momentText(nowMs, timeZone) };
}
