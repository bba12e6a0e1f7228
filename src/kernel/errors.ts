// The one error type of the house. Expected outcomes are values; this is for bugs and broken I/O.

/** What happened (`message`), a stable `code` for machines, and what the reader can do (`hint`). */
export class MisemoriError extends Error {
  readonly code: string;
  readonly hint: string;

  constructor(code: string, message: string, hint: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "MisemoriError";
    this.code = code;
    this.hint = hint;
  }
}

/** An expected failure as a value, said in the same three parts. */
export interface Refusal {
  readonly ok: false;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | Refusal;

export function fine<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function refuse(code: string, message: string, hint: string): Refusal {
  return { ok: false, code, message, hint };
}

/** For the end of an exhaustive switch: the compiler refuses a forgotten case, the runtime says which. */
export function unreachable(value: never): never {
  throw new MisemoriError("bug.unreachable", `a case was forgotten: ${String(value)}`, "please report this");
}
