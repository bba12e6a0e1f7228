// Answers who asks for a bait. One look into a table per request; nothing of a body is kept.

import type { ArrivedRequest, Reply, Way } from "../http/way.ts";
import type { Bait } from "./contract.ts";
import type { Touched } from "./touches.ts";

/** Undefined: no bait. */
export type ServeBaits = (request: ArrivedRequest) => Way | undefined;

/** A name and a password. */
const BODY_BYTES_MAX = 4_096;

export function createBaits(baits: readonly Bait[], touched: Touched): ServeBaits {
  const table = new Map(baits.map((bait) => [bait.path, bait]));
  return (request) => {
    const bait = table.get(request.path);
    if (bait === undefined) return undefined;
    if (bait.kind === "door" && request.method === "POST") return signIn(request, bait, touched);
    touched(request, bait.path, bait.kind === "door" ? "asked" : "took");
    return { kind: "answer", reply: shown(bait) };
  };
}

/** The right words lead on, wrong ones back to the door; neither is kept. */
function signIn(request: ArrivedRequest, bait: Bait, touched: Touched): Way {
  return {
    kind: "read",
    bodyBytesMax: BODY_BYTES_MAX,
    proceed: (body) => {
      const typed = new URLSearchParams(Buffer.from(body).toString("latin1"));
      const isRight = bait.password !== undefined && [...typed.values()].includes(bait.password);
      touched(request, bait.path, isRight ? "entered" : "tried");
      const to = isRight ? (bait.leadsTo ?? bait.path) : `${bait.path}?error=1`;
      return Promise.resolve({
        kind: "answer",
        reply: { status: 303, headers: [["Location", to]], body: "" },
      });
    },
  };
}

function shown({ contentType, body }: Bait): Reply {
  return {
    status: 200,
    headers: [
      ["Content-Type", contentType],
      ["Cache-Control", "no-store"],
      // A search engine must not lead people here.
      ["X-Robots-Tag", "noindex, nofollow"],
    ],
    body,
  };
}
