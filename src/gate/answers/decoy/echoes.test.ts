// What a page says of its buyer: amounts, order names and postcodes are the present buyer's in a decoy, or it is not used.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { manualClock, seededRandom } from "../../../kernel/index.ts";
import { createDecoys } from "./decoys.ts";
import { request, route, textOf } from "./shop.test-kit.ts";

interface Order {
  readonly total: string;
  readonly zip: string;
  readonly order: string;
  readonly town: string;
}
const NAMES = ["total", "zip", "order", "town"] as const;
const PLAIN = /承認が得られませんでした/;

const bodyOf = (order: Order) => Buffer.from(new URLSearchParams({ ...order, payment: "credit" }).toString());
const grouped = (n: string) => n.replace(/\B(?=(\d{3})+$)/g, ",");

/** Decoys that learned from these orders' declines, and what they show to another one. */
function shown(
  orders: readonly Order[],
  present: Order,
  render: (order: Order, i: number) => string,
): string {
  const random = seededRandom(7);
  const decoys = createDecoys({ clock: manualClock(), random });
  orders.forEach((order, i) => {
    const answer = { status: 200, headers: {}, body: Buffer.from(render(order, i)), shopMs: 1 };
    decoys.learn(route, request(i), bodyOf(order), answer);
  });
  // Through its bytes, as after a restart.
  const later = createDecoys({ clock: manualClock(), random });
  later.restore(decoys.snapshot());
  const [now, then] = [decoys, later].map((one) =>
    textOf(one.make(route, request(200), bodyOf(present)).reply),
  );
  assert.equal(now, then);
  return now ?? "";
}

const form = ({ total, zip, order }: Order): string =>
  `<form><input type="hidden" name="order" value="${order}"><input type="hidden" name="total" value="${total}">
<input name='zip' class="x" value='${zip}'><input type="radio" name="payment" value="credit" checked></form>`;
const orderOf = (i: number, total = String(880 + i * 320)): Order => ({
  total,
  zip: `${231 + i}0045`,
  order: `MS-${50 + i}`,
  town: ["横浜市", "神戸市", "長崎市"][i % 3] ?? "",
});

const readable = (order: Order): string => `<p>合計 ¥${grouped(order.total)}（税込）</p>`;
const json = ({ total, order }: Order): string =>
  `{"error":{"code":"declined"},"total":${total},"order":"${order}"}`;
const inYen = (order: Order): string => `<p>茶葉の店 合計 ${order.total}円</p>`;
const fixed = (): string => "<p>送料 880円</p>";

test("a form's own fields show the present buyer's amount and order, whatever those were that taught it", () => {
  const many = { ...orderOf(9, "12400"), order: "MS-7-b" };
  for (const totals of [
    ["880", "880", "880"],
    ["880", "1200", "80074"],
  ]) {
    const orders = totals.map((total, i) => orderOf(i, total));
    assert.equal(shown(orders, many, form), form(many));
    const few = orderOf(9, "9");
    assert.equal(shown(orders, few, form), form(few));
  }
});

test("amounts written for reading follow the present buyer's, and JSON members too", () => {
  const present = orderOf(9, "12400");
  assert.equal(shown([orderOf(0, "1880"), orderOf(1, "2200")], present, readable), readable(present));
  assert.equal(shown([orderOf(0), orderOf(1)], present, json), json(present));
});

test("an amount that all buyers so far had in common is shown to none who pays another", () => {
  const orders = [orderOf(0, "880"), orderOf(1, "880")];
  assert.match(shown(orders, orderOf(9, "4400"), inYen), PLAIN);
  assert.equal(shown(orders, orderOf(9, "880"), inYen), inYen(orderOf(9, "880")));
  // A third buyer who pays something else tells that it is an echo, or the shop's own word.
  assert.equal(shown([...orders, orderOf(2, "550")], orderOf(9, "600"), inYen), inYen(orderOf(9, "600")));
  assert.equal(shown([...orders, orderOf(2, "4400")], orderOf(9, "990"), fixed), fixed());
});

test("an amount that no request explains is neither copied nor made up", () => {
  const carts = ["880", "1,200", "80,074", "990"];
  for (const place of [
    "<p>合計 ¥#</p>",
    "<p>#円</p>",
    '<input name="cart_total" value="#">',
    '{"amount":"#"}',
  ]) {
    const page = (_: Order, i: number): string => place.replace("#", carts[i] ?? "");
    assert.match(
      shown(
        [0, 1, 2, 3].map((i) => orderOf(i, "500")),
        orderOf(9, "500"),
        page,
      ),
      PLAIN,
      place,
    );
  }
});

test("property: no value of another buyer's request is in a decoy unless the shop would show it to this buyer too", () => {
  const order = fc.record({
    total: fc.oneof(
      fc.constantFrom("880", "1200", "12400"),
      fc.integer({ min: 100, max: 99_999 }).map(String),
    ),
    zip: fc.constantFrom("231", "2310045", "650-0001", "8500035", "101"),
    order: fc.oneof(
      fc.integer({ min: 1, max: 9_999 }).map((n) => `MS-${n}`),
      fc.constantFrom("MS-1", "MS-2"),
    ),
    town: fc.constantFrom("横浜市", "神戸市", "長崎市", "Kobe", "Nagasaki"),
  });
  const piece = fc.constantFrom<(order: Order, i: number) => string>(
    form,
    ({ total }) => `<td>¥${grouped(total)}</td>`,
    ({ total }) => `<td>${total}円</td>`,
    ({ zip, town }) => `<address>〒${zip} ${town}</address>`,
    ({ order: name }) => `<p>ご注文 ${name}</p>`,
    ({ total, order: name }) => `<script>({"total":${total},"order_id":"${name}"})</script>`,
    // From the session: no request holds such a number.
    (_, i) => `<i>¥${100_880 + 54 * (i % 5)}</i>`,
    () => "<b>送料 660円 横浜市</b>",
  );
  fc.assert(
    fc.property(
      fc.array(piece, { minLength: 1, maxLength: 6 }),
      fc.array(order, { minLength: 2, maxLength: 7 }),
      order,
      (pieces, orders, present) => {
        const render = (of: Order, i: number): string => pieces.map((one) => one(of, i)).join("\n");
        const made = shown(orders, present, render);
        if (PLAIN.test(made)) return;
        const words = new Set(made.replace(/(\d),(?=\d{3})/g, "$1").match(/[\p{L}\p{N}-]+/gu));
        const real = new Set(
          render(present, 100)
            .replace(/(\d),(?=\d{3})/g, "$1")
            .match(/[\p{L}\p{N}-]+/gu),
        );
        const forAll = (value: string): boolean => orders.every((of, i) => render(of, i).includes(value));
        for (const other of orders) {
          for (const name of NAMES) {
            const value = other[name];
            const fair = !words.has(value) || real.has(value) || forAll(value);
            assert.ok(fair, `${name} ${value} of another buyer in ${made}`);
          }
        }
      },
    ),
    { numRuns: 400 },
  );
});
