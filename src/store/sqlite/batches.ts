// Writes that wait for the disk, taken together: whatever arrives in one turn of the loop shares one transaction and one
// wait. Between two waits the loop turns, so that a burst of holds and leases never keeps the traffic's records waiting.

import type { DatabaseSync } from "node:sqlite";

export interface Batches {
  /** Resolves when the work is on the disk; rejects when it failed, and then left no trace. Others of its turn go on. */
  write<T>(work: () => T): Promise<T>;
  /** Resolves when everything handed in so far was written, or could not be. */
  settled(): Promise<void>;
  /** Writes what waits now; before closing. */
  flush(): void;
}

/**
 * One piece of work. Its number has no bound of its own: who asks waits for the answer, and the workers' line bounds how
 * many may ask (ASKS_MAX in gate/crew/line.ts).
 */
interface Piece {
  /** Runs inside the transaction; throws what the work throws. */
  run(): void;
  written(): void;
  failed(error: unknown): void;
}

/** `onTrouble` turns what SQLite threw into the house's error; called once for each failure, however many it meets. */
export function createBatches(connection: DatabaseSync, onTrouble: (error: unknown) => unknown): Batches {
  let waiting: Piece[] = [];
  let turn: { readonly immediate: NodeJS.Immediate; readonly done: PromiseWithResolvers<void> } | undefined;
  const flush = (): void => {
    const now = turn;
    const batch = waiting;
    turn = undefined;
    waiting = [];
    if (now === undefined) return;
    clearImmediate(now.immediate);
    writeTogether(connection, batch, onTrouble);
    now.done.resolve();
  };
  return {
    flush,
    settled: () => turn?.done.promise ?? Promise.resolve(),
    write: <T>(work: () => T) => {
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      const results: T[] = [];
      waiting.push({
        run: () => void results.push(work()),
        written: () => {
          for (const result of results) resolve(result);
        },
        failed: reject,
      });
      turn ??= { immediate: setImmediate(flush), done: Promise.withResolvers<void>() };
      return promise;
    },
  };
}

/** All or nothing for each piece; the disk is waited for once. */
function writeTogether(
  connection: DatabaseSync,
  batch: readonly Piece[],
  onTrouble: (error: unknown) => unknown,
): void {
  const open = new Set(batch);
  try {
    connection.exec("BEGIN IMMEDIATE");
    for (const piece of batch) {
      connection.exec("SAVEPOINT piece");
      try {
        piece.run();
      } catch (error) {
        // On some failures (full, I/O) SQLite has rolled back everything already: then nobody's work is there.
        if (!connection.isTransaction) throw error;
        connection.exec("ROLLBACK TO piece");
        open.delete(piece);
        piece.failed(onTrouble(error));
      }
      connection.exec("RELEASE piece");
    }
    connection.exec("COMMIT");
  } catch (error) {
    rollBack(connection);
    const trouble = onTrouble(error);
    for (const piece of open) piece.failed(trouble);
    return;
  }
  for (const piece of open) piece.written();
}

/** Ends what is left of a failed transaction; an error here must not hide the first. */
export function rollBack(connection: DatabaseSync): void {
  try {
    if (connection.isTransaction) connection.exec("ROLLBACK");
  } catch {
    // Nothing is left to undo.
  }
}
