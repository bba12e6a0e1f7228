// Stands in while no vault is wired: incidents work, but nobody's words can be kept, and it is said instead of keeping them
// in clear.

import type { Vault } from "../desk/index.ts";
import { MisemoriError } from "../kernel/index.ts";

export function noVault(): Pick<Vault, "create" | "sealWords" | "openWords" | "destroy"> {
  return {
    create: async () => undefined,
    sealWords: async () => {
      throw new MisemoriError(
        "vault.missing",
        "words of people cannot be kept here yet",
        "leave caller, contact and words empty, and keep them on paper",
      );
    },
    openWords: async () => null,
    destroy: async () => false,
  };
}
