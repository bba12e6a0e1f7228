// Where an incident's personal things lie: encrypted under a key of that incident, unreadable for good once the key is gone.
// Keys live in files of their own, outside every database; how is keys.ts and box.ts.

import type { IncidentId } from "../incidents/contract.ts";

/** Names inside an incident's box: "people-<runId>.csv", "orders.csv", "words". */
export type VaultName = string;

export interface Vault {
  /** Makes the incident's key and box; harmless when they are there. Durable when it resolves. */
  create(incident: IncidentId): Promise<void>;
  /** Streams; the old one of that name stays whole until the new one is. Memory flat whatever the size. */
  put(
    incident: IncidentId,
    name: VaultName,
    source: AsyncIterable<Uint8Array>,
  ): Promise<{ readonly bytes: number; readonly sha256: string }>;
  /** Throws MisemoriError "vault.destroyed", "vault.missing" or "vault.damaged". Nothing unchecked is ever given out. */
  get(incident: IncidentId, name: VaultName): AsyncIterable<Uint8Array>;
  list(
    incident: IncidentId,
  ): Promise<readonly { readonly name: VaultName; readonly bytes: number; readonly atMs: number }[]>;
  /** Short words as text to keep in the record; bound to `place`, so that they cannot be moved to another entry. */
  sealWords(incident: IncidentId, place: string, words: string): Promise<string>;
  /** Null when the key is destroyed. Throws "vault.damaged". */
  openWords(incident: IncidentId, place: string, sealed: string): Promise<string | null>;
  /**
   * Destroys the key, then the box. Afterwards the box, its copies in backups and the sealed words of the record can be
   * opened by nobody. False when it was destroyed already. Durable when it resolves; taken up again after a kill.
   */
  destroy(incident: IncidentId): Promise<boolean>;
  state(incident: IncidentId): Promise<"none" | "open" | "destroyed">;
}
