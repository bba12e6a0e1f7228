// Values that cannot print themselves: card numbers and secrets. Every road to text gives a mask.

import { inspect } from "node:util";

class Unprintable {
  /** No inspector, serialiser or copy reaches a private field. */
  readonly #value: string;
  readonly #mask: string;

  constructor(value: string, mask: string) {
    this.#value = value;
    this.#mask = mask;
  }
  static reveal(one: Unprintable): string {
    return #value in one ? one.#value : "";
  }
  toString(): string {
    return this.#mask;
  }
  toJSON(): string {
    return this.#mask;
  }
  [Symbol.toPrimitive](): string {
    return this.#mask;
  }
  [inspect.custom](): string {
    return this.#mask;
  }
}

/** A primary account number, 12–19 digits. Made only at the border; lives in memory only. */
export type Pan = Unprintable & { readonly __pan: unique symbol };
export type Secret = Unprintable & { readonly __secret: unique symbol };

export function pan(digits: string): Pan {
  return new Unprintable(digits, `[card ${digits.slice(0, 6)}…]`) as Pan;
}

export function secret(value: string): Secret {
  return new Unprintable(value, "[secret]") as Secret;
}

/** The one way to the value. Search for this name to see every place that handles cards or secrets. */
export function reveal(value: Pan | Secret): string {
  return Unprintable.reveal(value);
}
