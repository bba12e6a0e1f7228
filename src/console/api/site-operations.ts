// The orders for the whole shop through the API: stop it, turn origins away, end all sessions. The act itself is kept and
// journalled by the gate; here it is asked for and told.

import type { Site, SiteAnswer } from "../../gate/index.ts";
import { operation, type Operation } from "./operations.ts";
import { refused, type Refused } from "./refusals.ts";
import * as shapes from "./shapes.ts";

type Done = Extract<SiteAnswer, { readonly kind: "done" }>;

export function siteOperations({
  gatehouse,
}: {
  readonly gatehouse: { readonly site: Site };
}): readonly Operation[] {
  const { site } = gatehouse;
  return [
    operation({
      id: "getSite",
      method: "get",
      path: "/v1/site",
      who: "site:read",
      summary: "Is the shop stopped, which origins are turned away, when were all sessions ended",
      answer: shapes.siteView,
      run: () => site.state(),
    }),
    ...doorOperations(site),
    ...originOperations(site),
    operation({
      id: "endSessions",
      method: "post",
      path: "/v1/site/sessions/end",
      who: "site:write",
      summary: "End every session of the shop: everybody signs in again, people of the back office too",
      body: shapes.siteWhy,
      answer: shapes.siteDone,
      run: async ({ body, caller }) => told(await site.endSessions({ by: caller.by, why: body.why })),
    }),
  ];
}

function doorOperations(site: Site): readonly Operation[] {
  return [
    operation({
      id: "stopShop",
      method: "post",
      path: "/v1/site/stop",
      who: "site:write",
      summary: "Stop the shop: every page answers 503 with an honest page until it is opened again",
      body: shapes.siteStop,
      answer: shapes.siteDone,
      run: async ({ body, caller }) => told(await site.stop({ by: caller.by, ...body })),
    }),
    operation({
      id: "openShop",
      method: "post",
      path: "/v1/site/open",
      who: "site:write",
      summary: "Open the stopped shop again",
      body: shapes.siteWhy,
      answer: shapes.siteDone,
      run: async ({ body, caller }) => told(await site.open({ by: caller.by, why: body.why })),
    }),
    operation({
      id: "makeShopPass",
      method: "post",
      path: "/v1/site/pass",
      who: "site:write",
      summary: "A link, good once and for 15 minutes, that lets one browser into the stopped shop",
      answer: shapes.sitePass,
      run: async ({ caller }) => (await site.pass({ by: caller.by })) ?? refused(409, "shop.open"),
    }),
  ];
}

function originOperations(site: Site): readonly Operation[] {
  return [
    operation({
      id: "blockOrigin",
      method: "post",
      path: "/v1/site/block",
      who: "site:write",
      summary: "Turn an address, a network, an AS number or a country away, until a time or until unblocked",
      body: shapes.siteBlock,
      answer: shapes.siteDone,
      run: async ({ body, caller, address }) => {
        const { kind, value, why, untilMs, confirm } = body;
        return told(
          await site.block({ kind, value }, { by: caller.by, why, untilMs, confirm, from: address }),
        );
      },
    }),
    operation({
      id: "unblockOrigin",
      method: "post",
      path: "/v1/site/unblock",
      who: "site:write",
      summary: "Let an origin in again",
      body: shapes.siteUnblock,
      answer: shapes.siteDone,
      run: async ({ body: { kind, value, why }, caller }) =>
        told(await site.unblock({ kind, value }, { by: caller.by, why })),
    }),
  ];
}

function told(answer: SiteAnswer): Pick<Done, "changed" | "state"> | Refused {
  if (answer.kind === "done") {
    if (!answer.journalled) return refused(500, "journal.failed");
    return { changed: answer.changed, state: answer.state };
  }
  if (answer.code === "confirm") return refused(409, `confirm.${answer.because}`);
  return refused(answer.code === "full" ? 409 : 422, `origin.${answer.code}`);
}
