// Where the canary room keeps what it planted. Adapters: memory and SQLite, in store.

/** A planted record as far as it must be remembered: the customer itself lies in the shop's systems and can be made again by key. */
export interface PlantedCanary {
  /** "cn_" and twelve letters or digits. */
  readonly id: string;
  /** Mail address in small letters; unique. */
  readonly address: string;
  readonly system: string;
  /** "2026-W47", or whatever the owner calls a period. */
  readonly period: string;
  readonly plantedAtMs: number;
  /** Null while it is watched. */
  readonly retiredAtMs: number | null;
}

export interface CanaryRecords {
  /** All or none. One whose id is known stays as it was; an address that is another's rejects with "canary.address". */
  plant(canaries: readonly PlantedCanary[]): Promise<void>;
  /** Oldest first, those of one moment by id. */
  list(): Promise<readonly PlantedCanary[]>;
  /** False when there is none of that id; a retired one keeps its first day. */
  retire(id: string, atMs: number): Promise<boolean>;
}
