// EC-CUBE 4 behind the real guard: who pays cash is never in the way of a card switch, and nobody gets a card past it by
// claiming cash.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { AttemptRecord } from "../../src/gate/facts.ts";
import { startStoryGuard, type StoryGuard } from "./guard.ts";
import { createSmallBrowser, startSmallEccube, type SmallBrowser, type SmallEccube } from "./small-eccube.ts";

let shop: SmallEccube;
let guard: StoryGuard;
before(async () => {
  shop = await startSmallEccube();
  // Two workers: whichever of them answers, the choice is known.
  guard = await startStoryGuard({ upstream: shop.url, preset: "eccube4", workers: 2 });
});
after(async () => {
  await guard.close();
  await shop.close();
});

async function visit(ip: string): Promise<SmallBrowser> {
  const browser = createSmallBrowser(guard.url, ip);
  await browser.get("/");
  await browser.get("/products/add_cart/1");
  await browser.get("/shopping");
  return browser;
}

function confirm(browser: SmallBrowser, payment: string, more: Readonly<Record<string, string>> = {}) {
  return browser.post("/shopping/confirm", {
    "_shopping_order[_token]": "ok",
    "_shopping_order[Payment]": payment,
    ...more,
  });
}

const checkout = (browser: SmallBrowser) =>
  browser.post("/shopping/checkout", { "_shopping_order[_token]": "ok" });

test("cash on delivery goes through while cards are paused, and is no attempt", async () => {
  const browser = await visit("126.1.1.1");
  await guard.pauseCards();
  try {
    assert.equal((await confirm(browser, "4")).status, 200);
    const had = shop.orders.length;
    assert.equal((await checkout(browser)).location, "/shopping/complete");
    assert.equal(shop.orders.length, had + 1);
  } finally {
    await guard.openCards();
  }
  assert.deepEqual(await guard.attempts(() => true), []);
});

test("a card is stopped while cards are paused, and who cannot be told apart is shown where to choose", async () => {
  const browser = await visit("126.1.1.2");
  await guard.pauseCards();
  try {
    const had = shop.charged.length;
    const answer = await checkout(browser);
    assert.equal(answer.status, 503);
    assert.match(answer.body, /お支払い方法を選び直す/);
    assert.match(answer.body, /href="\/shopping"/);
    const card = await confirm(browser, "5", { gmo_token: "tok_yes_1" });
    assert.equal(card.status, 503);
    assert.doesNotMatch(card.body, /お支払い方法を選び直す/);
    assert.equal(shop.charged.length, had);
  } finally {
    await guard.openCards();
  }
});

const FORGERIES: Readonly<Record<string, (browser: SmallBrowser) => Promise<unknown>>> = {
  "cash claimed in the paying request itself": async (browser) => {
    await confirm(browser, "6");
  },
  "cash chosen, then another payment": async (browser) => {
    await confirm(browser, "4");
    await confirm(browser, "6");
  },
  "cash chosen, then another payment by the other form": async (browser) => {
    await confirm(browser, "4");
    await browser.post("/shopping/redirect_to", { "_shopping_order[Payment]": "6" });
  },
  "cash chosen, then a new order by a changed cart": async (browser) => {
    await confirm(browser, "4");
    await browser.get("/products/add_cart/1");
  },
  "cash chosen in a form that the shop refuses": async (browser) => {
    await confirm(browser, "6");
    await browser.post("/shopping/confirm", {
      "_shopping_order[Payment]": "4",
      "_shopping_order[message]": 'action="/shopping/checkout"',
    });
  },
  "cash and card named at once": async (browser) => {
    await browser.post(
      "/shopping/confirm",
      "_shopping_order[_token]=ok&_shopping_order[Payment]=6&_shopping_order[Payment]=4",
    );
  },
  "cash chosen in another session": async (browser) => {
    await confirm(browser, "6");
    const other = await visit("126.1.1.3");
    for (const [name, value] of browser.cookies)
      if (name.startsWith("misemori")) other.cookies.set(name, value);
    await confirm(other, "4");
  },
};
for (const [what, forge] of Object.entries(FORGERIES)) {
  test(`while cards are paused, no card goes through with ${what}`, async () => {
    const browser = await visit("126.1.2.1");
    const had = shop.charged.length;
    await forge(browser);
    await guard.pauseCards();
    try {
      const answer = await browser.post("/shopping/checkout", {
        "_shopping_order[_token]": "ok",
        "_shopping_order[Payment]": "4",
        payment_id: "4",
      });
      assert.equal(answer.status, 503);
      assert.equal(shop.charged.length, had);
    } finally {
      await guard.openCards();
    }
  });
}

test("a choice made while another one is under way is not believed", async () => {
  const browser = await visit("126.1.3.1");
  await Promise.all([
    confirm(browser, "4"),
    confirm(browser, "6"),
    confirm(browser, "4"),
    confirm(browser, "6"),
  ]);
  await guard.pauseCards();
  try {
    const had = shop.charged.length;
    await checkout(browser);
    assert.equal(shop.charged.length, had);
  } finally {
    await guard.openCards();
  }
});

/** What was recorded of one address, once its last try has ended so. */
async function ownAttempts(ip: string, last: string): Promise<readonly AttemptRecord[]> {
  const own = (all: readonly AttemptRecord[]) => all.filter((record) => record.facts.origin.ip === ip);
  return own(await guard.attempts((all) => own(all).at(-1)?.outcome === last));
}

test("a card checked on one page and charged by the next is one purchase and costs one fee", async () => {
  const browser = await visit("126.2.1.1");
  await confirm(browser, "5", { gmo_token: "tok_yes_2" });
  assert.equal((await checkout(browser)).location, "/shopping/complete");
  const own = await ownAttempts("126.2.1.1", "approved");
  assert.deepEqual(
    own.map((record) => record.outcome),
    ["pending", "approved"],
  );
  assert.equal(
    own.reduce((sum, record) => sum + record.feeYen, 0),
    20,
  );
});

test("a decline that only the page after the redirect shows is recorded, whichever worker showed it", async () => {
  for (const ip of ["126.2.1.2", "126.2.1.3", "126.2.1.4"]) {
    const browser = await visit(ip);
    await confirm(browser, "5", { gmo_token: "tok_no_3" });
    assert.equal((await checkout(browser)).location, "/shopping/error");
    await browser.get("/shopping/error");
    const own = await ownAttempts(ip, "declined");
    assert.deepEqual(
      own.map((record) => record.outcome),
      ["pending", "declined"],
    );
  }
});

test("opening the thank-you page makes no purchase of a declined card", async () => {
  const browser = await visit("126.2.1.5");
  await confirm(browser, "5", { gmo_token: "tok_no_4" });
  await checkout(browser);
  await browser.get("/shopping/complete");
  await browser.get("/shopping/error");
  const own = await ownAttempts("126.2.1.5", "declined");
  assert.equal(own.at(-1)?.outcome, "declined");
});

test("another form of the payment page is neither judged nor recorded", async () => {
  const browser = await visit("126.2.1.3");
  await guard.pauseCards();
  const known = (await guard.attempts(() => true)).length;
  try {
    const answer = await browser.post("/shopping/redirect_to", { "_shopping_order[Payment]": "5" });
    assert.equal(answer.location, "/shopping");
  } finally {
    await guard.openCards();
  }
  assert.equal((await guard.attempts(() => true)).length, known);
});
