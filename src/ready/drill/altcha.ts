// Does the gate's proof of work as a browser's worker would (ALTCHA v2, PBKDF2), for the drill's honest and dishonest alike.

import { pbkdf2Sync } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { ChallengeSolver } from "../ports.ts";

export interface AltchaSolverOptions {
  /** Solved at once; others wait their turn. */
  readonly inFlightMax?: number;
  /** Waiting; more get no solution. */
  readonly waitingMax?: number;
  /** Longest search: twice the heaviest challenge known. */
  readonly triesMax?: number;
  /**
   * The secret counter of a challenge, by its nonce and level, when the stage itself made it and tells: the search is then
   * skipped, its length still counted. Saves the drill hours of real work; time in the drill passes all the same.
   */
  readonly told?: (nonce: string, level: number) => number | undefined;
}

interface Puzzle {
  readonly digest: "sha256" | "sha384" | "sha512";
  readonly rounds: number;
  readonly keyLength: number;
  readonly keyPrefix: string;
  readonly nonce: string;
  readonly level: number;
  readonly salt: string;
}

/** A challenge whose single try costs more than this is no challenge for a phone: not solved. */
const ROUNDS_MAX = 100_000;
/** Tries between two breaths of the event loop: about 5 ms. */
const TRIES_PER_BREATH = 50;
const HEX = /^(?:[0-9a-f]{2}){1,64}$/;

export function createAltchaSolver(options: AltchaSolverOptions = {}): ChallengeSolver {
  const inFlightMax = options.inFlightMax ?? 4;
  const waitingMax = options.waitingMax ?? 64;
  const triesMax = options.triesMax ?? 400_000;
  const waiting: (() => void)[] = [];
  let working = 0;
  const enter = async (): Promise<boolean> => {
    if (working < inFlightMax) {
      working += 1;
      return true;
    }
    if (waiting.length >= waitingMax) return false;
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
    });
    return true;
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) working -= 1;
    else next();
  };
  return {
    solve: async (challenge) => {
      const puzzle = readPuzzle(challenge);
      if (puzzle === undefined || !(await enter())) return undefined;
      try {
        return await search(challenge, puzzle, options.told?.(puzzle.nonce, puzzle.level) ?? 0, triesMax);
      } finally {
        leave();
      }
    },
  };
}

async function search(
  challenge: unknown,
  puzzle: Puzzle,
  from: number,
  triesMax: number,
): Promise<{ payload: string; tries: number } | undefined> {
  const password = Buffer.concat([Buffer.from(puzzle.nonce, "hex"), Buffer.alloc(4)]);
  const salt = Buffer.from(puzzle.salt, "hex");
  for (let counter = from; counter < triesMax; counter++) {
    password.writeUInt32BE(counter, password.length - 4);
    const key = pbkdf2Sync(password, salt, puzzle.rounds, puzzle.keyLength, puzzle.digest);
    const derivedKey = key.toString("hex");
    if (derivedKey.startsWith(puzzle.keyPrefix)) {
      const solution = { challenge, solution: { counter, derivedKey } };
      return { payload: Buffer.from(JSON.stringify(solution)).toString("base64"), tries: counter + 1 };
    }
    if (counter % TRIES_PER_BREATH === 0) await nextTurn();
  }
  return undefined;
}

function readPuzzle(challenge: unknown): Puzzle | undefined {
  const p = field(challenge, "parameters");
  const digest = /^PBKDF2\/SHA-(256|384|512)$/.exec(String(field(p, "algorithm")))?.[1];
  const rounds = field(p, "cost");
  const keyLength = field(p, "keyLength") ?? 32;
  const keyPrefix = field(p, "keyPrefix");
  const nonce = field(p, "nonce");
  const salt = field(p, "salt");
  if (digest === undefined || typeof rounds !== "number" || typeof keyLength !== "number") return undefined;
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > ROUNDS_MAX) return undefined;
  if (!Number.isInteger(keyLength) || keyLength < 16 || keyLength > 64) return undefined;
  if (typeof keyPrefix !== "string" || typeof nonce !== "string" || typeof salt !== "string")
    return undefined;
  if (![keyPrefix, nonce, salt].every((text) => HEX.test(text))) return undefined;
  const level = Number(field(field(p, "data"), "level"));
  return { digest: `sha${digest}` as Puzzle["digest"], rounds, keyLength, keyPrefix, nonce, salt, level };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
