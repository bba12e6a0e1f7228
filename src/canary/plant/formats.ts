// Customers as a CSV in the columns of the shop's own customer list, UTF-8 or Shift_JIS. Japanese headings are EC-CUBE's own; WooCommerce
// has the names of its user fields, Vendure those of its customer inputs.

import type { CanaryCustomer } from "./plant.ts";

export const PLANT_FORMATS = ["generic", "eccube2", "eccube4", "woocommerce", "vendure"] as const;
export type PlantFormat = (typeof PLANT_FORMATS)[number];
export const PLANT_ENCODINGS = ["utf-8", "shift_jis"] as const;
export type PlantEncoding = (typeof PLANT_ENCODINGS)[number];

type Cell = (customer: CanaryCustomer) => string;

const COLUMNS: Readonly<Record<PlantFormat, readonly (readonly [head: string, cell: Cell])[]>> = {
  generic: [
    ["氏名", ({ person }) => `${person.surname} ${person.given}`],
    ["フリガナ", ({ person }) => `${person.surnameKana} ${person.givenKana}`],
    ["メールアドレス", ({ canary }) => canary.address],
    ["郵便番号", ({ person }) => person.postcode],
    [
      "住所",
      ({ person }) =>
        [`${person.prefecture}${person.city}${person.street}`, person.building].join(" ").trim(),
    ],
    ["電話番号", ({ person }) => person.telephone],
    ["生年月日", ({ person }) => person.birthday],
    ["性別", ({ person }) => sexText(person.sex)],
  ],
  eccube2: [
    ["お名前(姓)", ({ person }) => person.surname],
    ["お名前(名)", ({ person }) => person.given],
    ["お名前(フリガナ・姓)", ({ person }) => person.surnameKana],
    ["お名前(フリガナ・名)", ({ person }) => person.givenKana],
    ["郵便番号1", ({ person }) => person.postcode.split("-")[0] ?? ""],
    ["郵便番号2", ({ person }) => person.postcode.split("-")[1] ?? ""],
    ["都道府県", ({ person }) => person.prefecture],
    ["住所1", ({ person }) => person.city],
    ["住所2", streetAndHouse],
    ["E-MAIL", ({ canary }) => canary.address],
    ["TEL1", ({ person }) => person.telephone.split("-")[0] ?? ""],
    ["TEL2", ({ person }) => person.telephone.split("-")[1] ?? ""],
    ["TEL3", ({ person }) => person.telephone.split("-")[2] ?? ""],
    ["性別", ({ person }) => sexText(person.sex)],
    ["誕生日", ({ person }) => person.birthday],
  ],
  eccube4: [
    ["お名前(姓)", ({ person }) => person.surname],
    ["お名前(名)", ({ person }) => person.given],
    ["お名前(セイ)", ({ person }) => person.surnameKana],
    ["お名前(メイ)", ({ person }) => person.givenKana],
    ["郵便番号", ({ person }) => person.postcode.replace("-", "")],
    ["都道府県(ID)", ({ person }) => String(person.prefectureNumber)],
    ["都道府県(名称)", ({ person }) => person.prefecture],
    ["住所1", ({ person }) => person.city],
    ["住所2", streetAndHouse],
    ["メールアドレス", ({ canary }) => canary.address],
    ["TEL", ({ person }) => person.telephone.replaceAll("-", "")],
    ["性別(ID)", ({ person }) => (person.sex === "male" ? "1" : "2")],
    ["性別(名称)", ({ person }) => sexText(person.sex)],
    ["誕生日", ({ person }) => person.birthday],
  ],
  woocommerce: [
    ["user_email", ({ canary }) => canary.address],
    ["first_name", ({ person }) => person.given],
    ["last_name", ({ person }) => person.surname],
    ["billing_first_name", ({ person }) => person.given],
    ["billing_last_name", ({ person }) => person.surname],
    ["billing_email", ({ canary }) => canary.address],
    ["billing_phone", ({ person }) => person.telephone],
    ["billing_postcode", ({ person }) => person.postcode],
    ["billing_country", () => "JP"],
    ["billing_state", ({ person }) => `JP${String(person.prefectureNumber).padStart(2, "0")}`],
    ["billing_city", ({ person }) => person.city],
    ["billing_address_1", ({ person }) => person.street],
    ["billing_address_2", ({ person }) => person.building],
  ],
  vendure: [
    ["emailAddress", ({ canary }) => canary.address],
    ["firstName", ({ person }) => person.given],
    ["lastName", ({ person }) => person.surname],
    ["phoneNumber", ({ person }) => person.telephone],
    ["streetLine1", ({ person }) => person.street],
    ["streetLine2", ({ person }) => person.building],
    ["city", ({ person }) => person.city],
    ["province", ({ person }) => person.prefecture],
    ["postalCode", ({ person }) => person.postcode],
    ["countryCode", () => "JP"],
  ],
};

/** Rows end with CRLF, as spreadsheets in Japan write and expect. */
export function plantCsv(
  customers: readonly CanaryCustomer[],
  format: PlantFormat,
  encoding: PlantEncoding,
): Uint8Array {
  const columns = COLUMNS[format];
  const rows = [
    columns.map(([head]) => head),
    ...customers.map((one) => columns.map(([, cell]) => cell(one))),
  ];
  const text = rows.map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
  return encoding === "utf-8" ? new TextEncoder().encode(text) : shiftJis(text);
}

function streetAndHouse({ person }: CanaryCustomer): string {
  return [person.street, person.building].join(" ").trim();
}

function sexText(sex: "female" | "male"): string {
  return sex === "male" ? "男性" : "女性";
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Node decodes Shift_JIS but does not encode it: the decoder, asked for every two-byte code once, gives the way back. */
function shiftJis(text: string): Uint8Array {
  const decoder = new TextDecoder("shift_jis");
  const codes = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead <= 0x9f; lead++)
    for (let trail = 0x40; trail <= 0xfc; trail++)
      codes.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  for (let lead = 0xe0; lead <= 0xea; lead++)
    for (let trail = 0x40; trail <= 0xfc; trail++)
      codes.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  return Uint8Array.from(
    Array.from(text).flatMap((letter) =>
      letter <= "\u007f" ? [letter.charCodeAt(0)] : (codes.get(letter) ?? [0x3f]),
    ),
  );
}
