// The challenge: asked of an attempt that is doubtful, solved by the buyer's browser alone, rewarded with a ticket. Who
// is asked, and what a ticket is worth, is the judge's.

import { chooseLanguage, say, type Clock, type Random } from "../../kernel/index.ts";
import type { ArrivedRequest, Reply } from "../http/way.ts";
import { challengePage, endPage } from "./challenge-page.ts";
import type { Challenges, DeviceTokens } from "./contract.ts";
import type { MasterKeys } from "./keys.ts";
import { createUsedOnce, type UsedOnce } from "./once.ts";
import { pageNonce, type ShopCard } from "./page.ts";
import { createProofDesk, type ProofDesk } from "./proof-desk.ts";
import {
  openErrand,
  openForm,
  sealErrand,
  sealForm,
  SEALED_BODY_BYTES_MAX,
  type Errand,
  type SealedForm,
} from "./sealed-form.ts";
import { createSeals, type Seals } from "./sealing.ts";
import { machineReply, speechFor } from "./speech.ts";
import { checkoutPathOf } from "./ways-on.ts";
import { loadWidgetFiles, type WidgetFiles } from "./widget-files.ts";
import { WORDS } from "./words.ts";

export const CHALLENGE_PATH = "/__misemori/challenge";
export const CHALLENGE_JSON_PATH = "/__misemori/challenge.json";
/** Largest body `serve` needs: a sealed form of 64 KiB in base64 and a solution. The caller reads no more. */
export const CHALLENGE_BODY_BYTES_MAX = 96 * 1024;
/** How long the page may be solved: longer than any phone needs, shorter than a payment form keeps its meaning. */
const FORM_LIFE_MS = 10 * 60_000;
/** Solutions a form may fail with before the buyer is shown other ways. */
const FORM_TRIES_MAX = 3;
/** Used forms remembered per worker: about 10 MB at worst. */
const USED_MAX = 65_536;

export interface ChallengesOptions {
  /** Newest first; see keys.ts. */
  readonly keys: MasterKeys;
  readonly clock: Clock;
  readonly random: Random;
  readonly devices: Pick<DeviceTokens, "read">;
  readonly shop: ShopCard;
  /** Cost (1…5) of a challenge that a script fetches without having been asked for one. */
  readonly unaskedCost?: number;
}

interface Room {
  readonly options: ChallengesOptions;
  readonly desk: ProofDesk;
  readonly seals: Seals;
  readonly files: WidgetFiles;
  readonly formsUsed: UsedOnce;
}

type Served = ReturnType<Challenges["serve"]>;

/** @throws MisemoriError when there is no usable key or the widget's files are not installed. */
export function createChallenges(options: ChallengesOptions): Challenges {
  const room: Room = {
    options,
    desk: createProofDesk({ ...options, unaskedCost: options.unaskedCost ?? 3 }),
    seals: createSeals(options.keys, options.random),
    files: loadWidgetFiles(),
    formsUsed: createUsedOnce(options.clock, FORM_LIFE_MS, USED_MAX),
  };
  return {
    ask: (attempt) => ask(room, attempt),
    ticketOf: (request, visitorId) => room.desk.tickets.read(request, visitorId),
    serve: (request, body) => serve(room, request, body),
  };
}

function ask(room: Room, attempt: Parameters<Challenges["ask"]>[0]): Reply {
  const { facts, route, request, body, cost } = attempt;
  const { clock, random } = room.options;
  const tags = room.desk.tags(request, facts.visitor?.id ?? null);
  const errand: Errand = { ...tags, cost, expiresAtMs: clock.nowMs() + FORM_LIFE_MS };
  const errandText = sealErrand(room.seals, errand);
  const speaks = speechFor(request, route);
  if (speaks !== "page") {
    const challengeUrl = `${request.scheme}://${request.host}${CHALLENGE_PATH}?for=${errandText}`;
    const message = say(WORDS, chooseLanguage(request.headers["accept-language"]), "challengeMessage");
    const header = ["Misemori-Challenge", challengeUrl] as const;
    return machineReply(speaks, 403, { code: "misemori.challenge", message, challengeUrl }, [header]);
  }
  // A form too long to carry is not carried: the buyer solves, goes back and presses the payment button again.
  if (body.length > SEALED_BODY_BYTES_MAX) return solvePage(room, request, { errandText, status: 403 });
  const form: SealedForm = {
    ...errand,
    method: request.method,
    target: request.target,
    contentType: request.headers["content-type"] ?? "",
    checkoutPath: checkoutPathOf(request),
    nonce: Buffer.from(random.bytes(12)).toString("base64url"),
    tries: 0,
    body,
  };
  return solvePage(room, request, { errandText, status: 403, form });
}

function serve(room: Room, request: ArrivedRequest, body: Uint8Array): Served {
  const read = request.method === "GET" || request.method === "HEAD";
  if (!read && request.method !== "POST") return answer(notAllowed("GET, HEAD, POST"));
  if (body.length > CHALLENGE_BODY_BYTES_MAX) return answer(ended(room, request, "stale"));
  const file = room.files.reply(request.path, request);
  if (file !== undefined) return answer(read ? file : notAllowed("GET, HEAD"));
  const errandText = errandTextOf(request);
  const visitorId = visitorOf(room, request);
  if (request.path === CHALLENGE_JSON_PATH) {
    const errand = read ? liveErrand(room, errandText) : undefined;
    return answer(
      read ? room.desk.offer(request, visitorId, errand) : room.desk.accept(request, visitorId, body),
    );
  }
  if (request.path !== CHALLENGE_PATH) return answer(notFound(request));
  if (read) {
    const live = liveErrand(room, errandText) === undefined ? "" : errandText;
    return answer(solvePage(room, request, { errandText: live, status: 200 }));
  }
  const fields = new URLSearchParams(Buffer.from(body).toString("utf8"));
  const sealed = fields.get("sealed");
  const payload = fields.get("altcha") ?? "";
  return sealed === null
    ? answer(solvedAlone(room, request, payload))
    : solvedForm(room, request, payload, sealed);
}

/** The page that was opened by itself (JSON and GraphQL shops): gives the ticket and sends the buyer back. */
function solvedAlone(room: Room, request: ArrivedRequest, payload: string): Reply {
  const solution = room.desk.solve(request, visitorOf(room, request), payload);
  if (solution.ok) return ended(room, request, "solved", solution.setCookie);
  // A proof used or expired is begun anew by the page; anything else would fail for ever, so the ways on are shown.
  const worthAnother = solution.why === "expired" || solution.why === "used";
  if (!worthAnother) return ended(room, request, "failed");
  return solvePage(room, request, { errandText: "", status: 400, again: true });
}

/** The page that carries the buyer's own form: gives the ticket and lets the form go on its way. */
function solvedForm(room: Room, request: ArrivedRequest, payload: string, sealed: string): Served {
  const form = openForm(room.seals, sealed);
  const visitorId = visitorOf(room, request);
  const usable =
    form !== undefined &&
    form.expiresAtMs >= room.options.clock.nowMs() &&
    room.desk.isFor(form, request, visitorId);
  if (!usable) return answer(ended(room, request, "stale"));
  const solution = room.desk.solve(request, visitorId, payload);
  if (!solution.ok) {
    if (form.tries + 1 >= FORM_TRIES_MAX) return answer(ended(room, request, "failed"));
    const again = { ...form, tries: form.tries + 1 };
    const errandText = sealErrand(room.seals, form);
    return answer(solvePage(room, request, { errandText, status: 400, form: again, again: true }));
  }
  if (!room.formsUsed.use(form.nonce)) return answer(ended(room, request, "stale"));
  const { method, target, contentType, body } = form;
  const { setCookie, ticket } = solution;
  return { kind: "resume", method, target, contentType, body, setCookie, ticket };
}

function solvePage(
  room: Room,
  request: ArrivedRequest,
  page: { errandText: string; status: number; form?: SealedForm; again?: boolean },
): Reply {
  const query = page.errandText === "" ? "" : `?for=${page.errandText}`;
  return challengePage({
    ...frame(room, request),
    scheme: request.scheme,
    challengeUrl: CHALLENGE_JSON_PATH + query,
    action: CHALLENGE_PATH + query,
    sealed: page.form === undefined ? null : sealForm(room.seals, page.form),
    checkoutPath: page.form?.checkoutPath ?? checkoutPathOf(request),
    status: page.status,
    again: page.again ?? false,
  });
}

function ended(
  room: Room,
  request: ArrivedRequest,
  end: "solved" | "stale" | "failed",
  setCookie?: string,
): Reply {
  const headers = setCookie === undefined ? [] : [["Set-Cookie", setCookie] as const];
  return endPage({ ...frame(room, request), checkoutPath: checkoutPathOf(request), end, headers });
}

function frame(room: Room, request: ArrivedRequest) {
  return {
    shop: room.options.shop,
    language: chooseLanguage(request.headers["accept-language"]),
    nonce: pageNonce(room.options.random),
  };
}

function visitorOf(room: Room, request: ArrivedRequest): string | null {
  return room.options.devices.read(request)?.id ?? null;
}

function liveErrand(room: Room, text: string): Errand | undefined {
  const errand = openErrand(room.seals, text);
  return errand !== undefined && errand.expiresAtMs >= room.options.clock.nowMs() ? errand : undefined;
}

/** Our own errands are about 150 characters; nothing else is worth decoding. */
function errandTextOf(request: ArrivedRequest): string {
  return /[?&]for=([\w-]{40,400})(?:&|$)/.exec(request.target.slice(0, 1_000))?.[1] ?? "";
}

function answer(reply: Reply): Served {
  return { kind: "answer", reply };
}

function notAllowed(allow: string): Reply {
  return {
    status: 405,
    headers: [
      ["Allow", allow],
      ["Cache-Control", "no-store"],
    ],
    body: "",
  };
}

function notFound(request: ArrivedRequest): Reply {
  return {
    status: 404,
    headers: [
      ["Content-Type", "text/plain; charset=utf-8"],
      ["Cache-Control", "no-store"],
    ],
    body: say(WORDS, chooseLanguage(request.headers["accept-language"]), "notFound"),
  };
}
