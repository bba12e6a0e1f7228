// One row's name and postal address as a letter needs them: parts joined, postcodes mended, WooCommerce's numbers of prefectures
// made names. Never refuses; what is not there is empty.

import type { ContactColumns, ContactField } from "./contact-columns.ts";

export interface Contact {
  readonly name: string;
  readonly postcode: string;
  readonly address: readonly string[];
}

const NAME_CHARS_MAX = 1_000;
const ROW_CHARS_MAX = 500;

export function contactFrom(cells: readonly string[], columns: ContactColumns): Contact {
  const cell = (field: ContactField): string => {
    const at = columns[field];
    return at === undefined ? "" : clean(cells[at] ?? "");
  };
  const [family, given] = [cell("family"), cell("given")];
  const kana = cell("kana") || joined(cell("familyKana"), cell("givenKana"));
  const isWestern = isLatin(family) && isLatin(given);
  const parts = isWestern ? joined(given, family) : joined(family, given);
  const prefecture = prefectureName(cell("prefecture"));
  const local = [cell("city"), cell("street"), cell("building")];
  const address = isLatin(local.join("")) ? western(local, prefecture) : japanese(local, prefecture);
  return {
    name: (parts || cell("name") || kana).slice(0, NAME_CHARS_MAX).toWellFormed(),
    postcode: postcodeFrom(cell("postcode"), cell("postcodeEnd"), prefecture),
    address: address.map((row) => row.slice(0, ROW_CHARS_MAX).toWellFormed()),
  };
}

/** Large to small; a prefecture or town that the next part says again is said once. */
function japanese([city = "", street = "", building = ""]: readonly string[], prefecture: string): string[] {
  const town = street.startsWith(city) || city === "" ? street : `${city}${street}`;
  const whole = town.startsWith(prefecture) ? town : `${prefecture}${town}`;
  // A prefecture alone finds nobody.
  if (town === "" && building === "") return [];
  return [whole, building].filter((row) => row !== "");
}

function western([city = "", street = "", building = ""]: readonly string[], state: string): string[] {
  const rows = [street, building, joined(city, state)].filter((row) => row !== "");
  return street === "" && building === "" && city === "" ? [] : rows;
}

/** Spreadsheets eat leading zeros: the four prefectures whose postcodes begin with one get them back. */
const ZERO_FIRST = /^(?:北海道|青森|岩手|秋田)/;

function postcodeFrom(written: string, end: string, prefecture: string): string {
  const plain = written.normalize("NFKC").replace(/^〒/, "").trim();
  const digits =
    `${plain}${/^\d{1,3}$/.test(plain) ? end.normalize("NFKC").padStart(4, "0") : ""}`.replaceAll(
      /[-ー‐−–\s]/g,
      "",
    );
  if (!/^\d{4,7}$/.test(digits)) return plain.slice(0, 20).toWellFormed();
  const whole = ZERO_FIRST.test(prefecture) ? digits.padStart(7, "0") : digits;
  return whole.length === 7 ? `${whole.slice(0, 3)}-${whole.slice(3)}` : plain.slice(0, 20);
}

const PREFECTURES = [
  ..."北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 新潟県 富山県".split(
    " ",
  ),
  ..."石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県".split(
    " ",
  ),
  ..."岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県".split(
    " ",
  ),
];

/** "JP13" and "13" are 東京都 (ISO 3166-2). */
function prefectureName(written: string): string {
  const number = /^(?:JP-?)?(\d{1,2})$/i.exec(written)?.[1];
  return number === undefined ? written : (PREFECTURES[Number(number) - 1] ?? "");
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" ");
}

function isLatin(text: string): boolean {
  return (
    text !== "" &&
    /^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]{1,4000}$/u.test(text) &&
    /[a-z]/i.test(text)
  );
}

/** A cell on one row; nothing in it may steer a printer or a terminal. */
function clean(cell: string): string {
  return cell
    .slice(0, NAME_CHARS_MAX * 2)
    .replaceAll(/[\s\p{Cc}]{1,100}/gu, " ")
    .trim();
}
