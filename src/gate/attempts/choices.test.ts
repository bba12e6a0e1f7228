// Choices of payment as EC-CUBE tells them: which request makes one, which id it names, and in whose session.

import { test } from "node:test";
import assert from "node:assert/strict";
import { createRouteTable, type PaymentChoices } from "./index.ts";
import { arrived, bytes, form, page, redirect } from "./samples.ts";

function choicesOf(preset: "eccube2" | "eccube4", notCardPayments: readonly string[] = []): PaymentChoices {
  const { choices } = createRouteTable({ preset, routes: [], notCardPayments });
  assert.ok(choices !== undefined);
  return choices;
}
const four = choicesOf("eccube4");
const withCookie = (cookie: string) => arrived({ target: "/shopping/checkout", headers: { cookie } });
const role = (method: string, target: string) => four.roleOf(arrived({ method, target }));
const at = (target: string) => four.chooseAt(arrived({ target }));
const SESSION = "0123456789abcdef0123456789abcdef";

test("each request's part in a choice is known, however its path is written", () => {
  assert.equal(role("POST", "/shopping/confirm"), "makes");
  assert.equal(role("POST", "/shop//Shopping/%63onfirm"), "makes");
  assert.equal(role("POST", "/shopping/checkout"), "follows");
  for (const target of [
    "/shopping",
    "/shopping/redirect_to",
    "/cart/buystep/1",
    "/products/add_cart/7",
    "/c%61rt/1",
  ])
    assert.equal(role("POST", target), "forgets", target);
  assert.equal(role("GET", "/shopping/checkout"), "forgets");
  assert.equal(role("GET", "/products/list"), undefined);
});

test("only one plain id is a choice", () => {
  const chosen = (text: string, type = "application/x-www-form-urlencoded") =>
    four.chosenIn(arrived({ target: "/shopping/confirm", headers: { "content-type": type } }), bytes(text));
  assert.equal(chosen("_shopping_order[Payment]=4"), "4");
  assert.equal(chosen("_shopping_order%5BPayment%5D=4&_shopping_order[message]=x"), "4");
  assert.equal(chosen("_shopping_order[Payment]=4&_shopping_order[Payment]=5"), undefined);
  assert.equal(chosen("_shopping_order[Payment]=4&.shopping_order[Payment]=5"), undefined);
  assert.equal(chosen("_shopping_order[Payment]=4&+_shopping_order[Payment]=5"), undefined);
  assert.equal(chosen("_shopping_order[Payment][]=4&_shopping_order[Payment]=5"), undefined);
  assert.equal(chosen("_shopping_order[Payment]="), undefined);
  assert.equal(chosen('{"_shopping_order":{"Payment":"4"}}', "application/json"), undefined);
  assert.equal(four.chosenIn(form("/shopping/confirm", {}).request, bytes("")), undefined);
});

test("a session is told only when no other reading of the cookies is possible", () => {
  assert.equal(
    four.sessionOf(withCookie(`eccube=${SESSION}; _ga=GA1.1.5; misemori_d=x`)),
    `eccube=${SESSION}`,
  );
  const refused = [
    "",
    "a=b",
    "eccube=short",
    `eccube=${SESSION}; eccube=${SESSION}`,
    `eccube=${SESSION}; %65ccube=${SESSION}`,
    `eccube=${SESSION}; eccube[0]=${SESSION}`,
    `eccube=%30${SESSION.slice(1)}`,
    `eccube=%30${SESSION.slice(1)}; x=${SESSION}`,
  ];
  for (const cookie of refused) assert.equal(four.sessionOf(withCookie(cookie)), undefined, cookie);
});

test("a session cookie under another name is part of the session all the same", () => {
  const other = SESSION.replace("0", "f");
  const one = four.sessionOf(withCookie(`eccube=${SESSION}; renamed=${SESSION}`));
  const two = four.sessionOf(withCookie(`eccube=${SESSION}; renamed=${other}`));
  assert.notEqual(one, two);
});

test("a choice counts as taken over only by the page that goes to the checkout", () => {
  assert.ok(four.isAccepted(page(200, '<form action="https://shop.example/shopping/checkout">')));
  assert.ok(
    !four.isAccepted(page(200, '<form action="/shopping/confirm"><input value="/shopping/checkout">')),
  );
  assert.ok(!four.isAccepted(page(200, "<textarea>action=&quot;/shopping/checkout&quot;</textarea>")));
  assert.ok(!four.isAccepted(page(500, '<form action="/shopping/checkout">')));
  assert.ok(!four.isAccepted(redirect("/shopping")));
  const two = choicesOf("eccube2");
  assert.ok(two.isAccepted(redirect("https://shop.example/shopping/confirm.php")));
  assert.ok(!two.isAccepted(page(200, "confirm.php")));
});

test("the owner's ids stand instead of the preset's", () => {
  assert.ok(four.isNotCard("4") && !four.isNotCard("5"));
  const own = choicesOf("eccube4", ["7"]);
  assert.ok(own.isNotCard("7") && !own.isNotCard("4"));
});

test("the way back to the choice stays in the shop's folder and on the shop", () => {
  assert.equal(at("/shopping/checkout"), "/shopping");
  assert.equal(at("/ec/ja/shopping/checkout"), "/ec/ja/shopping");
  assert.equal(at("//evil.example/shopping/checkout"), "/evil.example/shopping");
});

test("shops whose paying request says how it pays keep no choices", () => {
  assert.equal(createRouteTable({ preset: "woocommerce", routes: [] }).choices, undefined);
});
