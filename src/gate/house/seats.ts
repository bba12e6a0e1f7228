// Whose try is it? A buyer gets his device token in the middle of paying and so changes his name: both names are kept
// here, so that what he began without a token is found again with one.

import type { AttemptRecord } from "../facts.ts";

/** Tries that wait for their buyer to come back; the newest of each seat is found. Its owner bounds it. */
export interface Seats {
  /** This buyer's waiting try: by his token, else by address and client, when one of the two came without a token. */
  find(record: AttemptRecord): AttemptRecord | undefined;
  put(record: AttemptRecord): void;
  drop(record: AttemptRecord): void;
}

export function createSeats(): Seats {
  const byToken = new Map<string, AttemptRecord>();
  const tokenless = new Map<string, AttemptRecord>();
  /** The newest with a token per address and client, for a buyer who comes back from the bank without his cookie. */
  const tokened = new Map<string, AttemptRecord>();
  const placesOf = (record: AttemptRecord): readonly (readonly [Map<string, AttemptRecord>, string])[] => {
    const token = record.facts.visitor?.id;
    const bare = bareSeatOf(record);
    return token === undefined
      ? [[tokenless, bare]]
      : [
          [byToken, token],
          [tokened, bare],
        ];
  };
  return {
    find: (record) => {
      const token = record.facts.visitor?.id;
      const bare = bareSeatOf(record);
      // Two different tokens are two buyers, however alike their telephones and however shared their address.
      return token === undefined
        ? (tokenless.get(bare) ?? tokened.get(bare))
        : (byToken.get(token) ?? tokenless.get(bare));
    },
    put: (record) => {
      for (const [seats, seat] of placesOf(record)) seats.set(seat, record);
    },
    drop: (record) => {
      for (const [seats, seat] of placesOf(record)) if (seats.get(seat) === record) seats.delete(seat);
    },
  };
}

/** Address and client make: what a browser is known by before it has a device token. */
function bareSeatOf({ facts }: AttemptRecord): string {
  return `${facts.origin.ip} ${facts.device.fingerprint}`;
}
