// Watched pages through the API: what each is made of and what changed, a look now, approving, who answers for a script, the report to
// hand on. What it does is done and journalled behind PageDesk.

import type { PageDesk, PageWish } from "../../watch/index.ts";
import { operation, type Operation } from "./operations.ts";
import { refused, type Refused } from "./refusals.ts";
import * as shapes from "./watch-shapes.ts";

/** Without a desk there are none of these operations. */
export function watchOperations({ pages }: { readonly pages?: PageDesk }): readonly Operation[] {
  if (pages === undefined) return [];
  return [
    operation({
      id: "listWatchedPages",
      method: "get",
      path: "/v1/watch/pages",
      who: "watch:read",
      summary:
        "Watched pages: approved by whom, what changed, their scripts with owner and purpose; the policy",
      answer: shapes.watchedPages,
      run: async () => pages.list(),
    }),
    operation({
      id: "lookAtPage",
      method: "post",
      path: "/v1/watch/pages/{name}/look",
      who: "watch:write",
      summary: "Look at a page now; answers at once, the page then says that it is looked at",
      answer: shapes.pageWishDone,
      run: async ({ params }) => told(pages.look(params["name"] ?? "")),
    }),
    operation({
      id: "approvePage",
      method: "post",
      path: "/v1/watch/pages/{name}/approve",
      who: "watch:write",
      summary: "Approve a page as it was seen last; its policy at the gate is made from this",
      body: shapes.pageApproval,
      answer: shapes.pageWishDone,
      run: async ({ params, body, caller }) =>
        told(await pages.approve(params["name"] ?? "", caller.by, body.why, body.seenAtMs)),
    }),
    operation({
      id: "noteScript",
      method: "post",
      path: "/v1/watch/pages/{name}/note",
      who: "watch:write",
      summary: "Say who answers for an approved script and what it is for (PCI DSS 6.4.3)",
      body: shapes.scriptNote,
      answer: shapes.pageWishDone,
      run: async ({ params, body: { source, ...note }, caller }) =>
        told(await pages.note(params["name"] ?? "", source, note, caller.by)),
    }),
    operation({
      id: "pageReport",
      method: "get",
      path: "/v1/watch/pages/{name}/report",
      who: "watch:read",
      summary: "The last look as one HTML page to hand on (evidence for PCI DSS 6.4.3 and 11.6.1)",
      answer: "page",
      run: async ({ params, language }) => {
        const name = params["name"] ?? "";
        const html = pages.report(name, language);
        if (html === undefined) return refused(404, "watch.nothing-seen");
        return new Response(html, {
          headers: {
            "content-type": "text/html; charset=utf-8",
            "content-disposition": `attachment; filename="page-${name}.html"`,
            "cache-control": "no-store",
          },
        });
      },
    }),
  ];
}

function told(wish: PageWish): { readonly result: "done" } | Refused {
  if (wish === "done") return { result: "done" };
  return refused(wish === "unknown" ? 404 : 409, `watch.${wish}`);
}
