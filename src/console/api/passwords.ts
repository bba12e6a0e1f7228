// Passwords: what is accepted as one, how it is hashed (argon2id) and checked. Who may try is the limiter's affair.

import { argon2, timingSafeEqual } from "node:crypto";
import type { Random } from "../../kernel/index.ts";

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;
/** Two at once is 38 MiB and two cores at most, so that a guessing bot cannot starve the guard. */
const AT_ONCE_MAX = 2;
/** Who waits longer than sixteen checks (about a second each on a small server) is better told to come back. */
const WAITING_MAX = 16;
const CHARACTERS_MIN = 12;
const CHARACTERS_MAX = 200;

/** Beginnings of passwords that guessing lists try first, in letters only (digits and signs are stripped before). */
const COMMON: ReadonlySet<string> = new Set(
  (
    "password passwort passw0rd admin administrator root welcome letmein login master monkey dragon qwerty qwertyuiop " +
    "qwertyuiopasdfghjkl asdfghjkl asdfghjklzxcvbnm zxcvbnm qazwsxedc qazwsxedcrfv abcdefghijkl iloveyou sunshine princess football baseball " +
    "superman changeme default secret test guest user shop store owner eccube magento woocommerce wordpress misemori " +
    "sakura takahiro hiroshi kawaii pokemon doraemon arigatou ohayou konnichiwa nippon tokyo japan パスワード"
  ).split(" "),
);

export type PasswordFault = "password.short" | "password.long" | "password.common";

/** NFKC, as a Japanese keyboard may give the same sign in two widths. */
function normal(password: string): string {
  return password.normalize("NFKC");
}

/** Undefined when the password may be used. No rules of composition: length and not being on the first page of a guessing list. */
export function passwordFault(password: string, name: string): PasswordFault | undefined {
  const characters = Array.from(normal(password));
  if (characters.length < CHARACTERS_MIN) return "password.short";
  if (characters.length > CHARACTERS_MAX) return "password.long";
  const plain = characters.join("").toLowerCase();
  if (new Set(plain).size < 5 || isRun(plain)) return "password.common";
  const letters = plain.replaceAll(/[^\p{L}]/gu, "");
  const own = normal(name)
    .toLowerCase()
    .replaceAll(/[^\p{L}]/gu, "");
  const repeated = unrepeat(letters);
  if (letters !== "" && (COMMON.has(letters) || COMMON.has(repeated))) return "password.common";
  if (own.length > 2 && repeated === own) return "password.common";
  return undefined;
}

/** "123456789012", "abcdefghijkl", "987654321098": each sign one step from the one before, with at most two breaks. */
function isRun(text: string): boolean {
  const codes = Array.from(text, (c) => c.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, i) => code - (codes[i] ?? 0));
  const up = steps.filter((s) => s === 1).length;
  const down = steps.filter((s) => s === -1).length;
  return Math.max(up, down) >= steps.length - 2;
}

function unrepeat(text: string): string {
  for (let size = 1; size <= text.length / 2; size++) {
    const part = text.slice(0, size);
    if (text.length % size === 0 && part.repeat(text.length / size) === text) return part;
  }
  return text;
}

export interface Passwords {
  /** PHC string "$argon2id$v=19$m=…". Undefined when too many wait already. */
  hash(password: string): Promise<string | undefined>;
  /** With an undefined hash (unknown name) the same work is done, so that time tells nothing. */
  check(password: string, phc: string | undefined): Promise<boolean | "busy">;
}

export function createPasswords(random: Random): Passwords {
  const inTurn = takeTurns();
  const decoyNonce = random.bytes(16);
  const derive = (password: string, nonce: Uint8Array, cost: Cost): Promise<Buffer | "busy"> =>
    inTurn(() => deriveKey(normal(password), nonce, cost));
  return {
    hash: async (password) => {
      const nonce = random.bytes(16);
      const key = await derive(password, nonce, COST);
      return key === "busy" ? undefined : writePhc(nonce, key);
    },
    check: async (password, phc) => {
      const known = phc === undefined ? undefined : readPhc(phc);
      const key = await derive(password, known?.nonce ?? decoyNonce, known?.cost ?? COST);
      if (key === "busy") return key;
      return known !== undefined && key.length === known.key.length && timingSafeEqual(key, known.key);
    },
  };
}

interface Cost {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
  readonly tagLength: number;
}

function deriveKey(message: string, nonce: Uint8Array, cost: Cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    argon2("argon2id", { message, nonce, ...cost }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

function takeTurns(): <T>(work: () => Promise<T>) => Promise<T | "busy"> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= AT_ONCE_MAX) {
      if (waiting.length >= WAITING_MAX) return "busy";
      await new Promise<void>((resolve) => void waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // The place is handed on, not given back, so that nobody can slip in between.
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

const bare = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64").replaceAll("=", "");

function writePhc(nonce: Uint8Array, key: Uint8Array): string {
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${bare(nonce)}$${bare(key)}`;
}

function readPhc(phc: string): { nonce: Buffer; key: Buffer; cost: Cost } | undefined {
  const parts =
    /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,88})\$([A-Za-z0-9+/]{22,88})$/.exec(
      phc,
    );
  if (parts === null) return undefined;
  const [, memory, passes, parallelism, nonce = "", hash = ""] = parts;
  const key = Buffer.from(hash, "base64");
  return {
    nonce: Buffer.from(nonce, "base64"),
    key,
    cost: {
      memory: Number(memory),
      passes: Number(passes),
      parallelism: Number(parallelism),
      tagLength: key.length,
    },
  };
}
