// Makes one believable customer out of a key: the same key, system, period and number always give the same one, and without the key
// nobody can tell or guess it.

import { createHmac } from "node:crypto";
import { DEAD_PREFIXES, GIVEN_NAMES, HOUSES, PLACES, SURNAMES } from "./tables.ts";

export interface Person {
  readonly surname: string;
  readonly given: string;
  readonly surnameKana: string;
  readonly givenKana: string;
  readonly sex: "female" | "male";
  /** ISO day. */
  readonly birthday: string;
  readonly postcode: string;
  readonly prefecture: string;
  /** JIS X 0401, 1–47. */
  readonly prefectureNumber: number;
  readonly city: string;
  readonly street: string;
  readonly building: string;
  /** With hyphens; "" when the person gave none. */
  readonly telephone: string;
  /** What stands before the @ (or after the + of a sub-address). */
  readonly mailName: string;
}

/** A stream of choices that only the key can repeat. */
export interface Choices {
  /** Whole number from 0 to `count` - 1. */
  below(count: number): number;
}

export function keyedChoices(key: Uint8Array, purpose: string): Choices {
  let block = 0;
  let bytes = Buffer.alloc(0);
  let at = 0;
  return {
    below: (count) => {
      if (at + 6 > bytes.length) {
        bytes = createHmac("sha256", key).update(`${purpose}\0${block++}`).digest();
        at = 0;
      }
      at += 6;
      // 48 bits over small counts: what is uneven about the remainder cannot be seen.
      return bytes.readUIntBE(at - 6, 6) % count;
    },
  };
}

/** `year`: of the planting; customers are 22 to 71 years old. */
export function personFrom(choices: Choices, year: number, withTelephone: boolean): Person {
  const surname = SURNAMES[lowerOften(choices, SURNAMES.length)] ?? ["佐藤", "サトウ", "sato"];
  const sex = choices.below(10) < 6 ? "female" : "male";
  const born = year - 22 - choices.below(50);
  const group = GIVEN_NAMES.find((one) => one.sex === sex && born <= one.until);
  const given = group?.names[choices.below(group.names.length)] ?? ["恵", "メグミ", "megumi"];
  const [month, day] = [1 + choices.below(12), 1 + choices.below(28)];
  const place = PLACES[choices.below(PLACES.length)] ?? ["150-0001", "東京都", 13, "渋谷区", "神宮前", 6];
  const [postcode, prefecture, prefectureNumber, city, town, chomeMax] = place;
  const lot = `${1 + choices.below(30)}-${1 + choices.below(20)}`;
  const inHouse = choices.below(100) < 45;
  const house = HOUSES[choices.below(HOUSES.length)] ?? "コーポ";
  const room = `${1 + choices.below(4)}0${1 + choices.below(6)}`;
  return {
    surname: surname[0],
    given: given[0],
    surnameKana: surname[1],
    givenKana: given[1],
    sex,
    birthday: `${born}-${twoDigits(month)}-${twoDigits(day)}`,
    postcode,
    prefecture,
    prefectureNumber,
    city,
    street: `${town}${chomeMax === 0 ? "" : `${1 + choices.below(chomeMax)}-`}${lot}`,
    building: inHouse ? `${house}${town} ${room}` : "",
    telephone: withTelephone ? deadTelephone(choices) : "",
    mailName: mailName(choices, surname[2], given[2], { born, month, day }),
  };
}

/** The first of a list ordered by size come more often, as names do. */
function lowerOften(choices: Choices, count: number): number {
  return Math.min(choices.below(count), choices.below(count));
}

/** A number nobody can have. Who knows the numbering plan can see that; `--telephone none` leaves the field empty. */
function deadTelephone(choices: Choices): string {
  const digits = (count: number): string => Array.from({ length: count }, () => choices.below(10)).join("");
  return `${DEAD_PREFIXES[choices.below(3) === 0 ? 0 : 1]}${digits(3)}-${digits(4)}`;
}

/** As people choose them, always with digits: a bare name could be guessed by whoever mails all common names at a domain. */
function mailName(
  choices: Choices,
  surname: string,
  given: string,
  { born, month, day }: { readonly born: number; readonly month: number; readonly day: number },
): string {
  const digits = [
    `${twoDigits(month)}${twoDigits(day)}`,
    `${twoDigits(born)}${twoDigits(choices.below(100))}`,
    String(1_000 + choices.below(9_000)),
    String(100 + choices.below(900)),
  ][choices.below(4)];
  const joint = ["", ".", "_", "-"][choices.below(4)] ?? "";
  const short = given.slice(0, 1);
  const name = [
    `${given}${joint}${surname}`,
    `${surname}${joint}${given}`,
    `${short}${joint}${surname}`,
    `${surname}${joint}${short}`,
    given.length > 3 ? given : `${given}${joint}${surname}`,
  ][choices.below(5)];
  return `${name}${digits}`;
}

function twoDigits(number: number): string {
  return String(number % 100).padStart(2, "0");
}
