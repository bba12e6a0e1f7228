// Turns what SQLite says when a disk or a file fails into the house's error, with a hint a shop's maintainer can follow.

import { MisemoriError } from "../../kernel/index.ts";

const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;
const SQLITE_READONLY = 8;
const SQLITE_IOERR = 10;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_CANTOPEN = 14;
const SQLITE_NOTADB = 26;
/** Extended codes by which a full disk shows when the shared-memory file or the log cannot grow. */
const IOERR_WRITE = 778;
const IOERR_SHMSIZE = 4874;

/** `place` is the database file. Errors of the house pass through unchanged, anything unknown becomes "store.failed". */
export function troubleOf(error: unknown, place: string): MisemoriError {
  if (error instanceof MisemoriError) return error;
  const code = error instanceof Error && "errcode" in error ? Number(error.errcode) : 0;
  const make = (name: string, what: string, hint: string): MisemoriError =>
    new MisemoriError(name, `${place}: ${what}`, hint, error);
  if (code === IOERR_SHMSIZE || code === IOERR_WRITE) {
    return make(
      "store.full",
      "the disk could not take more",
      "free some space on the disk of the records folder",
    );
  }
  switch (code & 0xff) {
    case SQLITE_FULL:
      return make(
        "store.full",
        "the disk or the database is full",
        "free some space, or lower records.sizeMaxMb",
      );
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return make("store.busy", "another process is writing", "stop the other process that uses this folder");
    case SQLITE_READONLY:
      return make(
        "store.readonly",
        "the file cannot be written",
        "check owner and rights of the records folder",
      );
    case SQLITE_IOERR:
      return make(
        "store.io",
        "the disk failed to read or write",
        "check the disk (dmesg, smartctl) and its mount",
      );
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return make(
        "store.corrupt",
        "this is not a sound database",
        "keep the file, restore the last backup beside it",
      );
    case SQLITE_CANTOPEN:
      return make(
        "store.open",
        "the file cannot be opened",
        "check that the folder exists and belongs to this user",
      );
    default:
      return make(
        "store.failed",
        error instanceof Error ? error.message : String(error),
        "please report this",
      );
  }
}
