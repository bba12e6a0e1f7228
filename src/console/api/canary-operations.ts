// Planted customers through the API: what lies where and what came to it, the leaks that tells of, planting a new set, retiring. What
// it does is done and journalled behind LeakDesk.

import { mailText, setAsideText, type LeakDesk } from "../../canary/index.ts";
import { MisemoriError } from "../../kernel/index.ts";
import * as shapes from "./canary-shapes.ts";
import { decoyCardOperations } from "./decoy-card-operations.ts";
import { operation, type Operation } from "./operations.ts";
import { refused } from "./refusals.ts";

/** Without a desk there are none of these operations. */
export function canaryOperations({ leaks }: { readonly leaks?: LeakDesk }): readonly Operation[] {
  if (leaks === undefined) return [];
  return [
    operation({
      id: "leakOverview",
      method: "get",
      path: "/v1/canary",
      who: "watch:read",
      summary:
        "Planted sets with hits and next planting, leaks found (window, copy, certainty), how mail is taken, decoys touched",
      answer: shapes.leakOverview,
      run: async () => leaks.overview(),
    }),
    operation({
      id: "listCanaries",
      method: "get",
      path: "/v1/canary/canaries",
      who: "watch:read",
      summary: "The canaries of one set: addresses, planted and retired when",
      query: shapes.canaryQuery,
      answer: shapes.canaryList,
      run: async ({ query: { system, period } }) => ({ canaries: await leaks.canaries(system, period) }),
    }),
    operation({
      id: "listCanaryMails",
      method: "get",
      path: "/v1/canary/mails",
      who: "watch:read",
      summary: "Mail that came to canaries, newest first, with the reason where it was set aside",
      query: shapes.letterQuery,
      answer: shapes.letterList,
      run: async ({ query: { after, ...asked }, language }) => {
        const { letters, next } = await leaks.letters({
          ...asked,
          ...(after === undefined ? {} : { after }),
        });
        return {
          letters: letters.map(({ facts, ...letter }) => {
            const told = { said: mailText({ facts }, language), why: setAsideText(letter, language) };
            return Object.assign(letter, told, { facts: facts === null ? null : { ...facts } });
          }),
          next,
        };
      },
    }),
    ...acts(leaks),
    ...decoyCardOperations(leaks),
  ];
}

function acts(leaks: LeakDesk): readonly Operation[] {
  return [
    operation({
      id: "plantCanaries",
      method: "post",
      path: "/v1/canary/plant",
      who: "watch:write",
      summary:
        "Plant a set; answers the CSV to import. The same wish again answers the same file and plants nothing anew",
      body: shapes.setWish,
      answer: "page",
      run: async ({ body, caller }) => {
        const done = await plantedBy(leaks, body, caller.by);
        if (done === "place") return refused(422, "canary.place");
        if (done === "taken") return refused(409, "canary.taken");
        const charset = body.encoding === "utf-8" ? "utf-8" : "shift_jis";
        return new Response(Buffer.from(done.csv), {
          headers: {
            "content-type": `text/csv; charset=${charset}`,
            "content-disposition": 'attachment; filename="customers.csv"',
            "cache-control": "no-store",
          },
        });
      },
    }),
    operation({
      id: "retireCanaries",
      method: "post",
      path: "/v1/canary/retire",
      who: "watch:write",
      summary: "Stop watching one canary, or all of a set; their mail tells nothing from then on",
      body: shapes.retireWish,
      answer: shapes.retireDone,
      run: async ({ body, caller }) => {
        const retired = await leaks.retire(body, caller.by);
        return retired === 0 ? refused(404, "canary.unknown") : { retired };
      },
    }),
  ];
}

/** "taken": another process planted at the same address at the same moment; asking again helps. */
async function plantedBy(leaks: LeakDesk, wish: Parameters<LeakDesk["plant"]>[0], by: string) {
  try {
    return await leaks.plant(wish, by);
  } catch (error) {
    if (error instanceof MisemoriError && error.code === "canary.address") return "taken";
    throw error;
  }
}
