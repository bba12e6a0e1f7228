// How the demonstration shop takes payments, as its misemori.yaml says it.

import { readFileSync } from "node:fs";
import { parse } from "yaml";

const file = new URL("../../examples/demo-shop/misemori.yaml", import.meta.url);

/** The `platform` part of the demonstration shop's own configuration. */
export const PLATFORM: unknown = (parse(readFileSync(file, "utf8")) as { readonly platform: unknown })
  .platform;
