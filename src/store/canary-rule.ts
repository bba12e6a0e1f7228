// What both keepers of canaries refuse in the same words.

import { MisemoriError } from "../kernel/index.ts";

export function addressTaken(): MisemoriError {
  return new MisemoriError(
    "canary.address",
    "an address is planted already",
    "plant under another name of the period",
  );
}
