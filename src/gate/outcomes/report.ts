// Reads an outcome that the shop itself reports (POST /v1/outcomes).

import { fine, refuse, type Outcome } from "../../kernel/index.ts";
import type { OutcomeReport } from "../now.ts";
import { isTree, plainText } from "./reading.ts";

const KEYS: ReadonlySet<string> = new Set(["attemptId", "orderRef", "outcome", "declineCode"]);
const HINT =
  'send {"orderRef": "…" or "attemptId": "att_…", "outcome": "approved" | "declined" | "error", "declineCode": "…"}';

/** `json` is the parsed body. Unknown keys are refused, so that a typing mistake does not pass unseen. */
export function readOutcomeReport(json: unknown): Outcome<OutcomeReport> {
  if (!isTree(json)) return refuse("outcome.shape", "the body is no JSON object", HINT);
  const unknown = Object.keys(json).find((key) => !KEYS.has(key));
  if (unknown !== undefined) return refuse("outcome.key", "the report has an unknown key", HINT);
  const attemptId = given(json["attemptId"]);
  const orderRef = given(json["orderRef"]);
  const declineCode = given(json["declineCode"]);
  if (attemptId === undefined || orderRef === undefined || declineCode === undefined) {
    return refuse("outcome.value", "a reference or code is not a short plain text", HINT);
  }
  if (attemptId !== null && !/^att_[0-9a-z]{1,60}$/.test(attemptId)) {
    return refuse("outcome.attempt", "attemptId is not an attempt's id", HINT);
  }
  if (attemptId === null && orderRef === null) {
    return refuse("outcome.nameless", "neither attemptId nor orderRef is given", HINT);
  }
  const { outcome } = json;
  if (outcome !== "approved" && outcome !== "declined" && outcome !== "error") {
    return refuse("outcome.outcome", "outcome is none of approved, declined, error", HINT);
  }
  return fine({ attemptId, orderRef, outcome, declineCode });
}

/** Null when left out, undefined when it is no plain text. */
function given(value: unknown): string | null | undefined {
  if (value === undefined || value === null || value === "") return null;
  return plainText(value) ?? undefined;
}
