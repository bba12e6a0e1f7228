// Two alerts to look at: one that is calling and does not get through, and one that moved on and was taken.

import { newId, type Random } from "../../src/kernel/index.ts";
import type { AlertView } from "../../src/console/index.ts";

const MINUTE_MS = 60_000;

export function attackAlert(nowMs: number, random: Random): AlertView {
  return {
    id: newId("alert", nowMs, random),
    kind: "attack",
    openedAtMs: nowMs - 37 * MINUTE_MS,
    changedAtMs: nowMs - 6 * MINUTE_MS,
    state: "open",
    owner: "",
    ownedAtMs: null,
    facts: JSON.stringify({ attempts: 1_412, stopped: 1_381, feesYen: 620, savedYen: 48_300 }),
    told: 2,
    duty: {
      area: "payments",
      urgent: true,
      turns: [{ person: "花子", role: "owner", sinceMs: nowMs - 6 * MINUTE_MS, why: "raised" }],
      movesAtMs: nowMs + 9 * MINUTE_MS,
      movesTo: "太郎",
      nextAtMs: nowMs + 4 * MINUTE_MS,
      messages: [
        {
          person: "花子",
          channel: "line",
          what: "news",
          state: "waiting",
          tries: 2,
          atMs: nowMs - 6 * MINUTE_MS,
          error: "HTTP 500",
        },
      ],
    },
  };
}

/** A deadline that has moved on to the deputy after a channel failed, and was then taken. */
export function clockAlert(nowMs: number, random: Random): AlertView {
  const at = (agoMinutes: number): number => nowMs - agoMinutes * MINUTE_MS;
  const message = (person: string, agoMinutes: number, more: object) => ({
    person,
    channel: "line" as const,
    what: "news" as const,
    state: "sent" as const,
    tries: 1,
    atMs: at(agoMinutes),
    error: null,
    ...more,
  });
  return {
    id: newId("alert", nowMs - 1, random),
    kind: "clock",
    openedAtMs: at(95),
    changedAtMs: at(61),
    state: "owned",
    owner: "link:太郎",
    ownedAtMs: at(61),
    facts: "{}",
    told: 3,
    said: {
      subject: "期限が近づいています：個人情報保護委員会へ速報を出す（11月24日 23:59 まで）",
      lines: ["何が起きているか：「カード情報の漏えい」の対応で、期限までの時間の 80% が過ぎました。"],
    },
    duty: {
      area: "customers",
      urgent: true,
      turns: [
        { person: "花子", role: "owner", sinceMs: at(95), why: "raised" },
        { person: "太郎", role: "deputy", sinceMs: at(80), why: "unanswered" },
        { person: "link:太郎", role: "taker", sinceMs: at(61), why: "taken" },
      ],
      movesAtMs: null,
      movesTo: null,
      nextAtMs: null,
      messages: [
        message("花子", 95, { state: "failed", tries: 3, error: "next-channel" }),
        message("花子", 94, { channel: "email" }),
        message("花子", 85, {
          channel: "email",
          what: "reminder",
          state: "unknown",
          error: "no answer in time",
        }),
        message("太郎", 80, { channel: "chatwork" }),
      ],
    },
  };
}
