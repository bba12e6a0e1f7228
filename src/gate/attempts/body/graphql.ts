// Looks into GraphQL documents far enough to know which fields they ask for, wherever these hide: behind aliases, other
// operation names, fragments or batches. It is a reader of tokens, not a validator.

/** Longest document looked at; storefront mutations stay below 20 KiB. */
const DOCUMENT_LENGTH_MAX = 262_144;
const ARGUMENTS_MAX = 500;

export interface GraphqlDocument {
  /** Does it hold a mutation? */
  readonly mutates: boolean;
  /** Every name that stands where a field may stand. */
  readonly names: ReadonlySet<string>;
  /** Arguments written in the document itself: [name, value]. */
  readonly literals: readonly (readonly [string, string])[];
}

type Token = { readonly kind: "name" | "string" | "number" | "sign"; readonly text: string };

export function readGraphqlDocument(document: string): GraphqlDocument {
  const names = new Set<string>();
  const literals: [string, string][] = [];
  let mutates = false;
  let before: Token | undefined;
  let last: Token | undefined;
  for (const token of tokensOf(document.slice(0, DOCUMENT_LENGTH_MAX))) {
    // A name is a field unless a colon follows (alias or argument name) or a "$", "@" or "on" stands before it.
    const isMarked = before?.kind === "sign" && (before.text === "$" || before.text === "@");
    if (last?.kind === "name" && !isMarked && token.text !== ":") names.add(last.text);
    if (
      last?.text === ":" &&
      before?.kind === "name" &&
      token.kind !== "sign" &&
      literals.length < ARGUMENTS_MAX
    ) {
      literals.push([before.text, token.text]);
    }
    if (token.kind === "name" && token.text === "mutation") mutates = true;
    before = last;
    last = token;
  }
  if (last?.kind === "name") names.add(last.text);
  return { mutates, names, literals };
}

function* tokensOf(text: string): Generator<Token> {
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === "#") {
      at = endOfLine(text, at);
    } else if (char === '"') {
      const end = endOfString(text, at);
      yield { kind: "string", text: stringValue(text.slice(at, end)) };
      at = end;
    } else if (isNameStart(text.charCodeAt(at))) {
      let end = at + 1;
      while (end < text.length && isNamePart(text.charCodeAt(end))) end += 1;
      yield { kind: "name", text: text.slice(at, end) };
      at = end;
    } else if (isNumberPart(text.charCodeAt(at))) {
      let end = at + 1;
      while (end < text.length && isNumberPart(text.charCodeAt(end))) end += 1;
      yield { kind: "number", text: text.slice(at, end) };
      at = end;
    } else {
      if (!isIgnored(text.charCodeAt(at))) yield { kind: "sign", text: char };
      at += 1;
    }
  }
}

function endOfLine(text: string, at: number): number {
  for (let i = at; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x0a || code === 0x0d) return i;
  }
  return text.length;
}

function endOfString(text: string, at: number): number {
  if (text.startsWith('"""', at)) {
    let from = at + 3;
    for (;;) {
      const end = text.indexOf('"""', from);
      if (end < 0) return text.length;
      if (text.charAt(end - 1) !== "\\") return end + 3;
      from = end + 3;
    }
  }
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x5c) i += 1;
    else if (code === 0x22) return i + 1;
    else if (code === 0x0a || code === 0x0d) return i;
  }
  return text.length;
}

function stringValue(written: string): string {
  if (written.startsWith('"""')) return written.slice(3, -3);
  try {
    return String(JSON.parse(written));
  } catch {
    return written.slice(1, -1);
  }
}

function isNameStart(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f;
}
function isNamePart(code: number): boolean {
  return isNameStart(code) || (code >= 0x30 && code <= 0x39);
}
function isNumberPart(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x2e;
}
function isIgnored(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d || code === 0x2c || code === 0xfeff;
}
