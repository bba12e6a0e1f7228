// Which way each request goes: the gate's own pages, a try to pay, a walk through the shop, or straight on.

import { ATTEMPT_BODY_BYTES_MAX, OUTCOME_BODY_BYTES_MAX, type Clock } from "../../kernel/index.ts";
import type { Challenges, DeviceTokens } from "../answers/contract.ts";
import type { RouteTable } from "../attempts/contract.ts";
import type { ServeBaits } from "../baits/index.ts";
import type { ArrivedRequest, Forward, GateHandler, Reply, Way } from "../http/way.ts";
import type { ServeLookUp } from "../lookup/serve.ts";
import { attend, type AttemptDesk } from "./attempt.ts";
import type { Walks } from "./walks.ts";

const OWN_PATHS = "/__misemori/";
/** Where payment agencies call, under the shop's own address: /__misemori/hooks/stripe and so on. */
const HOOK_PATHS = `${OWN_PATHS}hooks/`;
/** A sealed form is a third longer than the checkout form in it. */
const OWN_BODY_BYTES_MAX = 2 * ATTEMPT_BODY_BYTES_MAX;
const STRAIGHT_ON: Forward = { kind: "forward" };

export interface HandlerTools {
  readonly clock: Clock;
  readonly routes: RouteTable;
  readonly devices: DeviceTokens;
  readonly challenges: Challenges;
  readonly walks: Walks;
  readonly desk: AttemptDesk;
  readonly lookUpPage: ServeLookUp;
  readonly baits: ServeBaits;
}

export function createHandler(tools: HandlerTools): GateHandler {
  return {
    receive: (request) => {
      if (request.path.startsWith(OWN_PATHS)) return tools.lookUpPage(request) ?? ownPage(tools, request);
      const bait = tools.baits(request);
      if (bait !== undefined) return bait;
      const route = tools.routes.match(request);
      const role = tools.desk.choices?.roleOf(request);
      if (role === "forgets" || (role === "makes" && route === undefined)) tools.desk.chosen?.forget(request);
      if (route !== undefined) {
        return {
          kind: "read",
          bodyBytesMax: ATTEMPT_BODY_BYTES_MAX,
          proceed: (body, gone) => attend(tools.desk, request, route, body, gone, undefined),
        };
      }
      return tools.routes.isPage(request) ? walk(tools, request) : STRAIGHT_ON;
    },
  };
}

/** Challenge pages, their solutions, and sealed forms that go on to the shop as the try they were. */
function ownPage(tools: HandlerTools, request: ArrivedRequest): Way {
  if (request.method !== "POST") {
    const served = tools.challenges.serve(request, new Uint8Array());
    return { kind: "answer", reply: served.kind === "answer" ? served.reply : nothingHere() };
  }
  return {
    kind: "read",
    bodyBytesMax: OWN_BODY_BYTES_MAX,
    proceed: async (body, gone) => {
      if (request.path.startsWith(HOOK_PATHS)) {
        return { kind: "answer", reply: await tools.desk.house.hook(request, body) };
      }
      const served = tools.challenges.serve(request, body);
      if (served.kind === "answer") return { kind: "answer", reply: served.reply };
      const original = resumed(request, served);
      const route = tools.routes.match(original);
      const forward: Forward = {
        kind: "forward",
        body: served.body,
        as: { method: served.method, target: served.target, contentType: served.contentType },
        responseHeaders: [["Set-Cookie", served.setCookie]],
      };
      return route === undefined ? forward : attend(tools.desk, original, route, served.body, gone, forward);
    },
  };
}

/** The original request as it would have arrived, now with its ticket. */
function resumed(
  request: ArrivedRequest,
  form: {
    readonly method: string;
    readonly target: string;
    readonly contentType: string;
    readonly setCookie: string;
  },
): ArrivedRequest {
  const mark = form.target.indexOf("?");
  const path = mark < 0 ? form.target : form.target.slice(0, mark);
  const query = mark < 0 ? "" : form.target.slice(mark + 1);
  // First, so that it is read before an older ticket that the browser still holds.
  const ticket = form.setCookie.split(";", 1)[0] ?? "";
  const cookie = [ticket, request.headers["cookie"]]
    .filter((part) => part !== undefined && part !== "")
    .join("; ");
  return {
    ...request,
    method: form.method,
    target: form.target,
    path,
    query,
    headers: { ...request.headers, "content-type": form.contentType, cookie },
  };
}

/** A shop page: gives a device token to those without one, counts the walk of those with one. */
function walk(tools: HandlerTools, request: ArrivedRequest): Forward {
  const token = tools.devices.read(request);
  if (token === undefined) {
    if (request.method !== "GET") return STRAIGHT_ON;
    return {
      kind: "forward",
      responseHeaders: [["Set-Cookie", tools.devices.issue(request.scheme).setCookie]],
    };
  }
  tools.walks.step(token.id, tools.clock.nowMs());
  if (!tools.walks.isAwaited(token.id, tools.clock.nowMs())) return STRAIGHT_ON;
  return {
    kind: "forward",
    watch: {
      bodyBytesMax: OUTCOME_BODY_BYTES_MAX,
      holdAnswer: false,
      seen: (answer) => {
        const end = answer === undefined ? undefined : tools.routes.readAwaitedPage(request, answer);
        if (end === undefined) return;
        const { outcome, declineCode, orderRef } = end;
        tools.desk.house.shown(token.id, request.path, { outcome, declineCode, orderRef });
      },
    },
  };
}

function nothingHere(): Reply {
  return { status: 404, headers: [["Content-Type", "text/plain; charset=utf-8"]], body: "404\n" };
}
