// The tag a script is called by, kept only where its address holds nothing of a visitor. Pure.

import type { ScriptTag } from "./contract.ts";

/** As the page tells it. */
export interface RawTag {
  readonly address: string;
  readonly src: string;
  readonly hasIntegrity: boolean;
  readonly isModule: boolean;
  readonly isAsync: boolean;
  readonly isDeferred: boolean;
}

/** By whole address; of two with the same one the one without a hash counts: it is the weaker. */
export function tagsByAddress(tags: readonly RawTag[]): ReadonlyMap<string, RawTag> {
  const found = new Map<string, RawTag>();
  for (const tag of tags) {
    // What the engine names has no fragment.
    const address = tag.address.split("#", 1)[0] ?? "";
    if (found.get(address)?.hasIntegrity !== false) found.set(address, tag);
  }
  return found;
}

export function tagOf({ address, src, isModule, isAsync, isDeferred }: RawTag, inHtml: boolean): ScriptTag {
  const url = URL.parse(address);
  const isPlain =
    url !== null && /^https?:$/.test(url.protocol) && url.username === "" && PLAIN.test(url.search);
  const told = isPlain && src.length <= SRC_CHARS_MAX ? { src, address } : { src: null, address: null };
  return { ...told, isModule, isAsync, isDeferred, inHtml };
}

const SRC_CHARS_MAX = 500;
/** A version and the like; longer ones may be marks of the visitor. */
const PLAIN = /^(?:\?[A-Za-z0-9_.=&-]{0,40})?$/;
