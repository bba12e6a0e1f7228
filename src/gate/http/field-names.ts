// Field names of requests and what the wire knows of each. The usual ones are known beforehand in the spellings that
// browsers and programs use, so that no letter of them is looked at again for every request.

import { isPlainName, REQUEST_ROLES, type FieldRole } from "./field-roles.ts";

export interface FieldName {
  readonly lower: string;
  readonly role: FieldRole | undefined;
  /** False for names that would pose as another field to some shop, and for those that only the gate itself may send. */
  readonly isPassable: boolean;
}

/** Sent by browsers, their scripts and usual programs. */
const USUAL = [
  ...REQUEST_ROLES.keys(),
  ..."accept accept-encoding accept-language accept-charset access-control-request-headers".split(" "),
  ..."access-control-request-method cache-control content-encoding content-language date dnt etag from".split(
    " ",
  ),
  ..."if-match if-modified-since if-none-match if-range if-unmodified-since max-forwards origin pragma".split(
    " ",
  ),
  ..."priority range referer sec-ch-ua sec-ch-ua-mobile sec-ch-ua-platform sec-fetch-dest sec-fetch-mode".split(
    " ",
  ),
  ..."sec-fetch-site sec-fetch-user sec-gpc sec-purpose sec-websocket-extensions sec-websocket-key".split(
    " ",
  ),
  ..."sec-websocket-protocol sec-websocket-version upgrade-insecure-requests user-agent via".split(" "),
  ..."x-csrf-token x-request-id x-requested-with x-xsrf-token".split(" "),
] as const;

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

const KNOWN: ReadonlyMap<string, FieldName> = new Map(
  USUAL.flatMap((lower): [string, FieldName][] => {
    const known = judged(lower);
    const title = lower.replaceAll(/(?:^|-)[a-z]/g, (start) => start.toUpperCase());
    return [
      [lower, known],
      [title, known],
    ];
  }),
);

/** What is known of a name; undefined when it is no lawful field name. */
export function fieldName(name: string): FieldName | undefined {
  return KNOWN.get(name) ?? (TOKEN.test(name) ? judged(name.toLowerCase()) : undefined);
}

function judged(lower: string): FieldName {
  return {
    lower,
    role: REQUEST_ROLES.get(lower),
    isPassable: isPlainName(lower) && !lower.startsWith("misemori-"),
  };
}
