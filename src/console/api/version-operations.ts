// A shop's versions through the API: what is known to be weak, a look now, putting an update off, ticking one off. What it does is done
// and journalled behind VersionDesk.

import type { VersionDesk, VersionWish } from "../../watch/index.ts";
import { operation, type Operation } from "./operations.ts";
import { refused, type Refused } from "./refusals.ts";
import * as shapes from "./version-shapes.ts";

/** Without a desk there are none of these operations. */
export function versionOperations({ versions }: { readonly versions?: VersionDesk }): readonly Operation[] {
  if (versions === undefined) return [];
  return [
    operation({
      id: "listVersions",
      method: "get",
      path: "/v1/watch/versions",
      who: "watch:read",
      summary:
        "What the shop is made of, which parts are known to be weak, what is put off, age of the system",
      answer: shapes.shopVersions,
      run: ({ language }) => versions.list(language),
    }),
    operation({
      id: "lookAtVersions",
      method: "post",
      path: "/v1/watch/versions/look",
      who: "watch:write",
      summary: "Look for the shop's parts now; answers at once, the list then says that it looks",
      answer: shapes.versionWishDone,
      run: async () => told(versions.look()),
    }),
    operation({
      id: "postponeUpdate",
      method: "post",
      path: "/v1/watch/versions/postpone",
      who: "watch:write",
      summary: "Put an update off: what, why, until when; who is the caller",
      body: shapes.postponeWish,
      answer: shapes.versionWishDone,
      run: async ({ body, caller }) => told(await versions.postpone(body, caller.by)),
    }),
    operation({
      id: "tickUpdate",
      method: "post",
      path: "/v1/watch/versions/updated",
      who: "watch:write",
      summary: 'Tick an update off as done; "os" is the machine itself',
      body: shapes.updatedWish,
      answer: shapes.versionWishDone,
      run: async ({ body, caller }) => told(await versions.tick(body.what, caller.by)),
    }),
  ];
}

function told(wish: VersionWish): { readonly result: "done" } | Refused {
  if (wish === "done") return { result: "done" };
  return refused(wish === "past" ? 422 : 409, `versions.${wish}`);
}
