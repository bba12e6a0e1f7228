// Puts the policy on what the shop answers for the configured paths, and answers the browsers that report. The shop's own headers stay:
// browsers obey all policies they get.

import type { ArrivedRequest, Forward, GateHandler, Way } from "../http/way.ts";
import type { CspSettings } from "./contract.ts";
import { matchPaths } from "./paths.ts";
import type { CspReports } from "./reports.ts";

/** Without a policy the handler itself: nothing is asked per request. */
export function withPolicy(
  inner: GateHandler,
  csp: CspSettings | undefined,
  reports: CspReports,
): GateHandler {
  if (csp === undefined) return inner;
  const pageOf = matchPaths(csp.paths);
  const headers: readonly (readonly [string, string])[] = [
    [csp.header, csp.policy],
    ...(csp.endpoints === null ? [] : [["Reporting-Endpoints", csp.endpoints] as const]),
  ];
  const onto = (request: ArrivedRequest, way: Forward): Forward => {
    // A sealed form goes on under the gate's own address as the request it was.
    const path = way.as === undefined ? request.path : (way.as.target.split("?", 1)[0] ?? "");
    if (pageOf(path) === undefined) return way;
    return { ...way, responseHeaders: (way.responseHeaders ?? []).concat(headers) };
  };
  return {
    receive: (request) => {
      const way: Way = reports.serve(request, csp) ?? inner.receive(request);
      if (way.kind === "answer") return way;
      if (way.kind === "forward") return onto(request, way);
      return {
        ...way,
        proceed: async (body, gone) => {
          const next = await way.proceed(body, gone);
          return next.kind === "forward" ? onto(request, next) : next;
        },
      };
    },
  };
}
