// Which columns hold a buyer's name and postal address: by the headings of EC-CUBE 2 and 4, WooCommerce, Vendure, and what others
// call them in Japanese and English. Columns of where goods were delivered to are never among them.

import type { InputKind } from "../../scope/contract.ts";
import { normalHead } from "../../scope/columns.ts";

export type ContactField =
  | "name"
  | "family"
  | "given"
  | "kana"
  | "familyKana"
  | "givenKana"
  | "postcode"
  | "postcodeEnd"
  | "prefecture"
  | "city"
  | "street"
  | "building";

export type ContactColumns = Readonly<Partial<Record<ContactField, number>>>;

/** As they look after normalHead(), best first. */
const HEADS: Readonly<Record<ContactField, string>> = {
  name: `
    お名前 氏名 名前 顧客名 注文者名 注文者氏名 ご注文者名 会員名 購入者名
    customername customerfullname billingname billingfullname buyername fullname
  `,
  family: `
    お名前(姓) 氏名(姓) 名前(姓) 姓 注文者お名前(姓) 注文者姓 顧客名1 注文者名1
    billinglastname customerlastname lastname familyname surname
  `,
  given: `
    お名前(名) 氏名(名) 名前(名) 名 注文者お名前(名) 注文者名2 顧客名2
    billingfirstname customerfirstname firstname givenname
  `,
  kana: `フリガナ ふりがな お名前(フリガナ) お名前(カナ) 氏名(カナ) 氏名カナ 顧客名カナ 注文者名カナ namekana kana`,
  familyKana: `お名前(セイ) お名前(フリガナ姓) セイ 氏名(セイ) 姓(フリガナ) 姓カナ 顧客名カナ1 lastnamekana familynamekana`,
  givenKana: `お名前(メイ) お名前(フリガナ名) メイ 氏名(メイ) 名(フリガナ) 名カナ 顧客名カナ2 firstnamekana givennamekana`,
  postcode: `
    郵便番号 郵便番号1 注文者郵便番号 顧客郵便番号 〒
    billingpostcode billingpostalcode billingzip postcode postalcode zipcode zip
  `,
  postcodeEnd: `郵便番号2 注文者郵便番号2`,
  prefecture: `
    都道府県(名称) 都道府県名 都道府県 注文者都道府県 注文者都道府県(名称)
    billingstate billingprovince prefecture province
  `,
  city: `市区町村 市町村 billingcity city`,
  street: `
    住所1 住所 番地 注文者住所1 注文者住所 顧客住所
    billingaddress1 billingstreetline1 billingaddress streetline1 address1 street address
  `,
  building: `住所2 建物名 マンション名 注文者住所2 billingaddress2 billingstreetline2 streetline2 address2`,
};

/** Headings that mean a person only in a list of customers: among orders they are an article and an order's state. */
const OF_CUSTOMERS: Readonly<Partial<Record<ContactField, string>>> = {
  name: "name",
  prefecture: "state",
};

export function contactColumns(heads: readonly string[], kind: InputKind): ContactColumns {
  const normal = heads.map(normalHead);
  const at: Partial<Record<ContactField, number>> = {};
  for (const [field, names] of Object.entries(HEADS) as [ContactField, string][]) {
    const more = kind === "customers" ? (OF_CUSTOMERS[field] ?? "") : "";
    const all = `${names} ${more}`.split(/\s+/).filter((name) => name !== "");
    const place = all.map((name) => normal.indexOf(name)).find((one) => one >= 0);
    if (place !== undefined) at[field] = place;
  }
  return at;
}
