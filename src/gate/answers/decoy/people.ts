// Tells whether two declines came from different people, so that what they share can be taken for the shop's own. Keeps
// salted marks in memory only.

import { createHmac } from "node:crypto";
import { networksOfIp } from "../../../kernel/index.ts";
import type { ArrivedRequest } from "../../http/way.ts";
import { DEVICE_COOKIE } from "../devices.ts";
import type { Field } from "./fields.ts";

/**
 * Marks by which the same person would be known again: the browser (or, without one, the address), and every e-mail
 * address, telephone number, card number or token among the values. A shared mark means "perhaps the same person".
 */
export function marksOf(
  request: ArrivedRequest,
  fields: readonly Field[],
  salt: Uint8Array,
): readonly string[] {
  const marks: string[] = [];
  const add = (text: string): void => {
    marks.push(createHmac("sha256", salt).update(text).digest("base64url").slice(0, 16));
  };
  const device = new RegExp(`${DEVICE_COOKIE}=([\\w-]{40})`).exec(request.headers["cookie"] ?? "")?.[1];
  add(device ?? networksOfIp(request.clientIp).host);
  for (const field of fields) {
    const bare = field.value.replace(/[\s().+-]/g, "");
    const personal = field.value.includes("@") || /^\d{9,19}$/.test(bare) || (field.card && bare.length >= 9);
    if (personal) add(bare.toLowerCase());
  }
  return marks;
}
