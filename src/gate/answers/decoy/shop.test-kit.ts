// A small shop with real manners for the decoys' tests: escaped values, nonces, order numbers.

import { manualClock, seededRandom, type Random } from "../../../kernel/index.ts";
import type { ShopAnswer } from "../../http/way.ts";
import { sampleRequest, sampleRoute } from "../samples.test-kit.ts";
import { createDecoys } from "./decoys.ts";

export const route = sampleRoute();
export const WAYS = ["クレジット", "credit_card"];

export interface Buyer {
  readonly name: string;
  readonly email: string;
  readonly card: string;
  readonly note: string;
}
export function buyer(i: number): Buyer {
  return {
    name: ["山田 花子", "O'Neil & Sons", "佐藤次郎", "Ivy <Wong>", "鈴木一朗"][i % 5] ?? "",
    email: `user${i}x@mail${i}.example`,
    card: `424242424242${4000 + i}`,
    note: `wunsch${"ghijklmnop"[i % 10]}${"qrstuvwxyz"[i % 10]}`,
  };
}

export function body(b: Buyer): Uint8Array {
  const fields = {
    name: b.name,
    email: b.email,
    card_number: b.card,
    cvc: "123",
    note: b.note,
    pay: WAYS[1] ?? "",
  };
  return Buffer.from(new URLSearchParams(fields).toString());
}
export function request(i: number, more: Record<string, string> = {}) {
  return sampleRequest({
    ip: `198.51.${i}.7`,
    headers: { "content-type": "application/x-www-form-urlencoded", ...more },
  });
}

export function escape(text: string): string {
  return text.replace(
    /[&<>"']/g,
    (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#039;" })[c] ?? c,
  );
}
export function hex(random: Random, bytes: number): string {
  return Buffer.from(random.bytes(bytes)).toString("hex");
}
export function uuid(random: Random): string {
  return hex(random, 16)
    .replace(/^(.{8})(.{4}).(.{3})(.{4})/, "$1-$2-4$3-$4-")
    .slice(0, 36);
}

/** The shop's decline page for a buyer. */
export function decline(b: Buyer, random: Random, order: number, shopMs = 1_200): ShopAnswer {
  const html = `<!doctype html><html><head><title>茶葉の店</title></head><body data-request="${uuid(random)}">
<p class="error">カード会社の承認が得られませんでした（受付番号 ${order}）</p>
<form method="post"><input type="hidden" name="_token" value="${hex(random, 20)}">
<input name="name" value="${escape(b.name)}"><input name="email" value="${escape(b.email)}">
<textarea name="note">${escape(b.note)}</textarea><p>お支払い方法: credit_card クレジット</p></form>
<footer>© 2019 茶葉の店 2024-03-01</footer></body></html>`;
  return {
    status: 200,
    headers: {
      "content-type": "text/html; charset=UTF-8",
      "set-cookie": [`session=${hex(random, 16)}`],
      date: "Sun, 22 Nov 2026 08:00:00 GMT",
      "content-length": "999",
      "x-request-id": hex(random, 16),
      "x-frame-options": "SAMEORIGIN",
    },
    body: Buffer.from(html),
    shopMs,
  };
}

export function masked(text: string): string {
  return text.replace(/[0-9a-f-]{32,}/g, "#").replace(/受付番号 \d+/, "受付番号 #");
}
export function textOf(reply: { body: string | Uint8Array }): string {
  return Buffer.from(reply.body).toString("utf8");
}
export function learned(count: number, seed = 1) {
  const random = seededRandom(seed);
  const decoys = createDecoys({ clock: manualClock(), random });
  for (let i = 0; i < count; i++) {
    decoys.learn(route, request(i), body(buyer(i)), decline(buyer(i), random, 100_100 + i * 37));
  }
  return { decoys, random };
}
