// The decline that is shown until the shop's own has been learned: plain, without a trace of the gate.

import { chooseLanguage, say } from "../../../kernel/index.ts";
import type { ArrivedRequest, Reply } from "../../http/way.ts";
import type { PaymentRoute } from "../../attempts/contract.ts";
import { escapeHtml } from "../page.ts";
import { speechFor } from "../speech.ts";
import { WORDS } from "../words.ts";

export function plainDecline(request: ArrivedRequest, route: Pick<PaymentRoute, "speaks">): Reply {
  const language = chooseLanguage(request.headers["accept-language"]);
  const title = say(WORDS, language, "declineTitle");
  const lead = say(WORDS, language, "declineLead");
  const speaks = speechFor(request, route);
  if (speaks === "page") {
    const [h, p] = [escapeHtml(title), escapeHtml(lead)];
    return {
      status: 200,
      headers: [
        ["Content-Type", "text/html; charset=utf-8"],
        ["Cache-Control", "no-store"],
      ],
      body: `<!DOCTYPE html>\n<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${h}</title></head>\n<body><h1>${h}</h1>\n<p>${p}</p></body></html>\n`,
    };
  }
  const code = "card_declined";
  const body =
    speaks === "json"
      ? { error: { code, message: lead } }
      : { errors: [{ message: lead, extensions: { code } }], data: null };
  return {
    status: speaks === "json" ? 402 : 200,
    headers: [
      ["Content-Type", "application/json; charset=utf-8"],
      ["Cache-Control", "no-store"],
    ],
    body: JSON.stringify(body),
  };
}
