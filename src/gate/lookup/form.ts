// Reads the look-up's forms: what was entered, or which field is wrong. What is wrong here is wrong for everybody; whether it is
// known is the desk's matter.

import type { ArrivedRequest } from "../http/way.ts";
import type { LookUpEntered } from "./contract.ts";

/** The longest form is a question of 2,000 characters, in nine bytes each. */
export const LOOK_UP_BODY_BYTES_MAX = 32 * 1024;
/** As long as an address may be that the scope takes for one. */
export const ENTERED_CHARS_MAX = 401;
export const WORDS_CHARS_MAX = 2_000;

export type FieldFault = "email.wrong" | "order.missing" | "code.wrong" | "words.missing" | "words.long";
export type FieldName = "email" | "order" | "code" | "name" | "contact" | "words";
export type Fields = Readonly<Record<FieldName, string>>;
type Entered = Exclude<LookUpEntered, { readonly kind: "open" }>;

export interface ReadForm {
  readonly kind: Entered["kind"];
  readonly fields: Fields;
  /** Empty: `entered` is whole. */
  readonly faults: readonly FieldFault[];
  readonly entered: Entered;
}

/** Undefined for what is none of our forms. */
export function readForm(request: ArrivedRequest, body: Uint8Array): ReadForm | undefined {
  const type = (request.headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded") return undefined;
  const given = new URLSearchParams(Buffer.from(body).toString("utf8"));
  const field = (name: string, max = ENTERED_CHARS_MAX): string =>
    (given.get(name) ?? "").trim().slice(0, max);
  const fields: Fields = {
    email: field("email"),
    order: field("order"),
    code: field("code"),
    name: field("name", 200),
    contact: field("contact", 200),
    // One more than may be, so that a longer one is told and not cut.
    words: field("words", WORDS_CHARS_MAX + 1),
  };
  const { email, order, code, name, contact, words } = fields;
  switch (given.get("do") ?? "") {
    case "order":
      return {
        kind: "order",
        fields,
        entered: { kind: "order", email, order },
        faults: [...mailFaults(email), ...(order === "" ? (["order.missing"] as const) : [])],
      };
    case "send-code":
      return {
        kind: "send-code",
        fields,
        entered: { kind: "send-code", email },
        faults: mailFaults(email),
      };
    case "code": {
      const isCode = /^\d{6}$/.test(code.normalize("NFKC").replaceAll(/[\s-]/g, ""));
      const faults = [...mailFaults(email), ...(isCode ? [] : (["code.wrong"] as const))];
      return { kind: "code", fields, entered: { kind: "code", email, code }, faults };
    }
    case "ask": {
      const faults = words === "" ? ["words.missing"] : words.length > WORDS_CHARS_MAX ? ["words.long"] : [];
      return {
        kind: "ask",
        fields,
        entered: { kind: "ask", name, contact, words },
        faults: faults as FieldFault[],
      };
    }
    default:
      return undefined;
  }
}

/**
 * A form sent from another site is refused. Old phones send neither line; nobody is signed in here, so that nothing could be
 * done in another's name. The scheme is left out: behind a proxy that is not named as trusted it is not known.
 */
export function isFromElsewhere({ headers, host }: ArrivedRequest): boolean {
  const said = headers["origin"] ?? headers["referer"];
  if (said === undefined) return headers["sec-fetch-site"] === "cross-site";
  if (said.length > 4_000 || !URL.canParse(said)) return true;
  return bareHost(new URL(said).host) !== bareHost(host);
}

function bareHost(host: string): string {
  return host.toLowerCase().replace(/:(?:80|443)$/, "");
}

/** Carriers gave out addresses that no rule allows ("a..b.@…"): something on both sides of one sign is all that is asked. */
function mailFaults(email: string): readonly FieldFault[] {
  return /^[^@＠\s]{1,200}[@＠][^@＠\s]{1,200}$/u.test(email) ? [] : ["email.wrong"];
}
