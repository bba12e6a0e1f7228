// Addressees made from what a scope kept: every person the scope counted, once, with the right name and address, whatever the
// shop's system calls its columns and however broken its rows are.

import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import fc from "fast-check";
import { manualClock } from "../../../kernel/index.ts";
import type { IncidentId } from "../../incidents/contract.ts";
import type { Preset, ScopePerson } from "../../scope/contract.ts";
import { keepScope } from "../../scope/keep.ts";
import { runScope } from "../../scope/run.ts";
import { requestFor, shop } from "../../scope/shop.fixture.ts";
import { createShiftJisWriter } from "../../japanese-bytes.ts";
import { vaultFolder, vaultIn } from "../../vault/vault.fixture.ts";
import type { Addressee } from "../contract.ts";
import { keepAddressees } from "./gather.ts";
import { readAddressees } from "./list.ts";

const ID: IncidentId = "incident_1";

interface Files {
  readonly orders?: string | Uint8Array;
  readonly customers?: string;
  readonly preset?: Preset;
  readonly fromDay?: string;
  readonly peoplePerPass?: number;
  readonly isPlanted?: (email: string) => boolean;
}

function stage(t: TestContext) {
  const { write } = shop(t);
  const vault = vaultIn(vaultFolder(t));
  return async ({ orders, customers, preset = "generic", fromDay, peoplePerPass = 2, ...more }: Files) => {
    await vault.create(ID);
    const inputs = [
      ...(orders === undefined ? [] : [["orders", write("o.csv", orders)] as const]),
      ...(customers === undefined ? [] : [["customers", write("c.csv", customers)] as const]),
    ];
    const question = fromDay === undefined ? {} : { fromDay };
    const request = requestFor(inputs, question, { preset });
    const answer = await runScope(request, { clock: manualClock(), language: "en" });
    await keepScope(vault, ID, answer, request.inputs, "en");
    const options = { language: "en", gone: new AbortController().signal, peoplePerPass, ...more } as const;
    const kept = await keepAddressees(vault, ID, answer.run.runId, options);
    const list: Addressee[] = [];
    for await (const one of readAddressees(vault, ID, answer.run.runId)) list.push(one);
    return { kept, list, counted: [...answer.people()], vault };
  };
}

function inOrder(list: readonly Addressee[], counted: readonly ScopePerson[]): void {
  assert.deepEqual(
    list.map(({ personId }) => personId),
    counted.map(({ personId }) => personId),
  );
}

const NAMES: readonly { readonly preset: Preset; readonly orders: string }[] = [
  {
    preset: "eccube4",
    orders:
      "注文番号,注文日時,支払方法,対応状況,メールアドレス,会員ID,お名前(姓),お名前(名),お名前(セイ),お名前(メイ),郵便番号,都道府県(ID),都道府県(名称),住所1,住所2,配送先_お名前(姓),配送先_住所1\n1,2026-05-03 10:00,クレジットカード,発送済み,a@example.jp,7,佐藤,花子,サトウ,ハナコ,1000001,13,東京都,千代田区千代田1-1,皇居ハイツ101,鈴木,大阪市\n",
  },
  {
    preset: "eccube2",
    orders:
      "注文番号,注文日時,顧客ID,お名前(姓),お名前(名),お名前(フリガナ・姓),お名前(フリガナ・名),メールアドレス,郵便番号1,郵便番号2,都道府県,住所1,住所2,支払い方法,対応状況\n1,2026/05/03 10:00:00,7,佐藤,花子,サトウ,ハナコ,a@example.jp,100,0001,東京都,千代田区千代田1-1,皇居ハイツ101,クレジット,発送済み\n",
  },
  {
    preset: "woocommerce",
    orders:
      "order_number,date_created,status,payment_method_title,billing_email,customer_id,billing_first_name,billing_last_name,billing_postcode,billing_state,billing_city,billing_address_1,billing_address_2,shipping_address_1\n1,2026-05-03T10:00:00,completed,Credit card,a@example.jp,7,花子,佐藤,100-0001,JP13,千代田区,千代田1-1,皇居ハイツ101,大阪\n",
  },
  {
    preset: "vendure",
    orders:
      "code,orderPlacedAt,state,paymentMethod,customerEmail,customerId,customerFirstName,customerLastName,billingPostalCode,billingProvince,billingCity,billingStreetLine1,billingStreetLine2\n1,2026-05-03T01:00:00Z,PaymentSettled,card,a@example.jp,7,花子,佐藤,1000001,東京都,千代田区,千代田1-1,皇居ハイツ101\n",
  },
  {
    preset: "generic",
    orders:
      "受注番号,受注日,決済方法,メール,氏名,〒,住所\n1,2026年5月3日,カード,a@example.jp,佐藤 花子,〒１００－０００１,東京都千代田区千代田1-1\n",
  },
];

for (const { preset, orders } of NAMES)
  test(`the columns of ${preset} give name, postcode, address and order`, async (t) => {
    const { list, kept } = await stage(t)({ orders, preset });
    const [person] = list;
    const rest = preset === "generic" ? [] : ["皇居ハイツ101"];
    assert.deepEqual(
      { ...person, personId: "", items: [] },
      {
        personId: "",
        name: "佐藤 花子",
        email: "a@example.jp",
        postcode: "100-0001",
        address: ["東京都千代田区千代田1-1", ...rest],
        orders: [{ ref: "1", day: "2026-05-03" }],
        items: [],
        class: "confirmed",
      },
    );
    assert.deepEqual([kept.people, kept.withEmail, kept.withAddress], [1, 1, 1]);
  });

const HEADS =
  "order id,order date,payment method,email,member id,last name,first name,zip,city,address 1\r\n";

test("several orders are one person: the newest name and address, the orders in question, the worst verdict", async (t) => {
  const orders = `${HEADS}3,2026-06-01,代引,Hana@Example.jp,7,鈴木,花子,,,
1,2026-01-01,card,old@example.jp,7,佐藤,花子,060-0001,札幌市,北海道札幌市1
2,2026-05-01,card,hana@example.jp,,佐藤,花子,1000001,千代田区,千代田1-1
2,2026-05-01,card,hana@example.jp,,佐藤,花子,1000001,千代田区,千代田1-1
`;
  const { list, counted } = await stage(t)({ orders, fromDay: "2026-04-01" });
  inOrder(list, counted);
  const [person] = list;
  assert.equal(list.length, 1);
  assert.deepEqual(
    [person?.name, person?.email, person?.postcode, person?.address, person?.class],
    ["鈴木 花子", "Hana@Example.jp", "100-0001", ["千代田区千代田1-1"], "confirmed"],
  );
  assert.deepEqual(person?.orders, [
    { ref: "2", day: "2026-05-01" },
    { ref: "3", day: "2026-06-01" },
  ]);
});

test("a watch record that an older scope counted is not written to", async (t) => {
  const orders = `${HEADS}1,2026-05-03,card,a@example.jp,,佐藤,花子,1000001,,千代田1\r\n2,2026-05-03,card,cn@leak.example.jp,,田中,愛,1000001,,千代田1\r\n`;
  const { list, counted, kept } = await stage(t)({
    orders,
    isPlanted: (email) => email === "cn@leak.example.jp",
  });
  assert.equal(counted.length, 2);
  assert.deepEqual([list.map(({ email }) => email), kept.people], [["a@example.jp"], 1]);
});

test("whoever only signed up, has no address, or wrote a formula is on the list as they are", async (t) => {
  const customers =
    'id,email,name,postcode,state,address\n1,=hyperlink(x)@example.jp,"\t=1+1",10001,北海道,札幌市1\n2,,,,,\n3,a..b.@docomo.example,John Smith,AB1 2CD,,1 High Street\n';
  const { list, counted, kept } = await stage(t)({ customers });
  inOrder(list, counted);
  const said = list.map(({ name, email, postcode, address }) =>
    [name, email, postcode, address.join("/")].join("|"),
  );
  assert.deepEqual(
    new Set(said),
    new Set([
      "|||",
      "=1+1|=hyperlink(x)@example.jp|001-0001|北海道札幌市1",
      "John Smith|a..b.@docomo.example|AB1 2CD|1 High Street",
    ]),
  );
  assert.deepEqual(kept.withAddress, 2);
});

test("Shift_JIS and rare kanji arrive as they were written", async (t) => {
  const rows = `${HEADS}1,2026-05-03,card,a@example.jp,,髙﨑,花子,1000001,,千代田1\r\n`;
  const { list } = await stage(t)({ orders: createShiftJisWriter()(rows) });
  assert.equal(list[0]?.name, "髙﨑 花子");
  const variant = `${HEADS}1,2026-05-03,card,a@example.jp,,葛󠄀城,𠮷子,1000001,,千代田1\r\n`;
  assert.equal((await stage(t)({ orders: variant })).list[0]?.name, "葛󠄀城 𠮷子");
});

test("however rows are broken, everyone counted is on the list once, in order, and in their class", async (t) => {
  const run = stage(t);
  const cell = fc.oneof(
    fc.constantFrom(
      "a@example.jp",
      "b@example.jp",
      "7",
      "card",
      "2026-05-03",
      "",
      '"',
      '""',
      "x\ny",
      "\0",
      "〒1",
    ),
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.constant("長".repeat(10_000)),
  );
  const row = fc.oneof(fc.array(cell, { minLength: 10, maxLength: 10 }), fc.array(cell, { maxLength: 14 }));
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
      const orders = HEADS + rows.map((cells) => `${cells.join(",")}\r\n`).join("");
      const { list, counted } = await run({ orders });
      inOrder(list, counted);
      const told = counted.map((one) => (one.class === "cannotTell" ? "possible" : one.class));
      assert.deepEqual(
        list.map((one) => one.class),
        told,
      );
      for (const { name, address, email } of list) {
        assert.ok(name.length <= 1_000 && address.every((text) => text.length <= 500) && email.length <= 401);
        assert.doesNotMatch([name, ...address].join(""), /\p{Cc}/u);
      }
    }),
    { numRuns: 25 },
  );
});

test("a run that was not kept has no addressees", async (t) => {
  const vault = vaultIn(vaultFolder(t));
  await vault.create(ID);
  const options = { language: "en", gone: new AbortController().signal } as const;
  await assert.rejects(keepAddressees(vault, ID, `scope_${"0".repeat(32)}`, options), {
    code: "vault.missing",
  });
});
