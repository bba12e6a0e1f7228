// Password hashes of customers whom nobody can be: random bytes in the form in which the shop writes its own, so that no password
// belongs to them and a stolen table shows no difference.

import type { Random } from "../../kernel/index.ts";

const BCRYPT = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const PHPASS = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

type Form = (example: string, random: Random) => string | undefined;

const FORMS: readonly Form[] = [bcrypt, argon2, phpass, hex];

/** In the form of `example` (the newest customer's hash), or of `standard` where that form is not known. */
export function hashLike(example: string | null, standard: string, random: Random): string {
  for (const pattern of [example ?? "", standard])
    for (const form of FORMS) {
      const made = form(pattern, random);
      if (made !== undefined) return made;
    }
  throw new TypeError("the standard form of a password hash is not one of the known ones");
}

/** bcrypt, also as WordPress 6.8 marks it: 16 bytes of salt, 23 of hash. */
function bcrypt(example: string, random: Random): string | undefined {
  const prefix = /^((?:\$wp)?\$2[aby]\$\d\d\$)[./A-Za-z0-9]{53}$/.exec(example)?.[1];
  if (prefix === undefined) return undefined;
  const letters = (bytes: number): string =>
    base64(random, bytes).replace(/./g, (letter) => BCRYPT.charAt(BASE64.indexOf(letter)));
  return `${prefix}${letters(16)}${letters(23)}`;
}

function argon2(example: string, random: Random): string | undefined {
  const parts = /^(\$argon2id?\$v=\d+\$[\w=,]{1,60}\$)([A-Za-z0-9+/]{16,90})\$([A-Za-z0-9+/]{16,90})$/.exec(
    example,
  );
  if (parts === null) return undefined;
  const like = (text = ""): string => base64(random, Math.floor((text.length * 3) / 4));
  return `${parts[1]}${like(parts[2])}$${like(parts[3])}`;
}

/** WordPress before 6.8: 8 letters of salt and 16 bytes of hash, whose last letter holds two bits only. */
function phpass(example: string, random: Random): string | undefined {
  if (!/^\$P\$B[./A-Za-z0-9]{30}$/.test(example)) return undefined;
  const letters = Array.from(random.bytes(30), (byte, at) => PHPASS.charAt(byte % (at === 29 ? 4 : 64)));
  return `$P$B${letters.join("")}`;
}

/** SHA-1 to SHA-512 in hexadecimal letters, as EC-CUBE 2 and 4.0–4.1 write them. */
function hex(example: string, random: Random): string | undefined {
  if (!/^(?:[0-9a-f]{2}){20,64}$/.test(example)) return undefined;
  return Buffer.from(random.bytes(example.length / 2)).toString("hex");
}

function base64(random: Random, bytes: number): string {
  return Buffer.from(random.bytes(bytes)).toString("base64").replaceAll("=", "");
}
