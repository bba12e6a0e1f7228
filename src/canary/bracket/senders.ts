// How a sender of spam may treat a copied list: the grid of ways that is integrated over, laid onto the waves that one system's
// canaries heard. Pure numbers, no canary and no time.

/** One way of sending, over the waves of one copy. Waves are counted by the first that is still to come: 0 all, `hits.length` none. */
export interface Sender {
  readonly prior: number;
  /** Works through the list in order of joining: those behind the place it has come to hear nothing, whatever `silent` says. */
  readonly isInOrder: boolean;
  /** That an address of the copy hears nothing in the waves from the given one on. */
  readonly silent: Float64Array;
  /** Times `rest` of the first wave to come: that an address is reached in exactly these waves, all of them still to come. */
  own(waves: readonly number[]): number;
  readonly rest: Float64Array;
}

/** The share of the copied list that was passed on: all of it half of the time, any part otherwise. */
const PARTS = [1, 0.9, 0.7, 0.5, 0.3, 0.15] as const;
const WHOLE_PRIOR = 0.5;
/** The share of addresses the largest wave goes to, or that one pass has reached by now. Never quite 0 or 1: mail is lost and filtered. */
const FRACTIONS = [0.03, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97] as const;
/** Who was reached once hears again in another wave: hardly, or now and then. */
const REPEATS = [0.03, 0.3] as const;
/** Below this, a sender in order is not worth the time. */
const IN_ORDER_MIN = 0.01;
/** The same for an address that was guessed or harvested: it may be on one list or on many. */
const CHANCE_REPEATS = [0.03, 0.1, 0.3, 0.6, 0.9] as const;

/**
 * Two kinds, equally likely beforehand. In waves: each wave goes to each address that was passed on with the same chance, and the
 * waves are to each other as they were heard (`hits`): a day with one mail and a day with forty are not of one size. In one pass:
 * each address has been reached by now or not, and repeats tell nothing about those that were not. With `inOrder` (a chance), the
 * pass goes in order of joining.
 */
export function allSenders(hits: readonly number[], inOrder = 0): readonly Sender[] {
  const most = Math.max(1, ...hits);
  const waves = FRACTIONS.flatMap((largest) => {
    const sizes = hits.map((count) => (largest * count) / most);
    const none = tails(sizes, 1, (all, size) => all * (1 - size));
    return PARTS.map((part): Sender => ({
      prior: (part === 1 ? WHOLE_PRIOR : (1 - WHOLE_PRIOR) / (PARTS.length - 1)) / FRACTIONS.length,
      isInOrder: false,
      silent: none.map((chance) => 1 - part + part * chance),
      own: (heard) =>
        heard.reduce((all, wave) => (all * (sizes[wave] ?? 0)) / (1 - (sizes[wave] ?? 0)), part),
      rest: none,
    }));
  });
  const kinds = [
    { share: (1 - inOrder) / 2, senders: waves },
    { share: (1 - inOrder) / 2, senders: passes(hits, REPEATS, false) },
    ...(inOrder > IN_ORDER_MIN ? [{ share: inOrder, senders: passes(hits, [REPEATS[0]], true) }] : []),
  ];
  return kinds.flatMap(({ share, senders }) =>
    senders.map((sender) => ({ ...sender, prior: sender.prior * share })),
  );
}

function passes(hits: readonly number[], repeats: readonly number[], isInOrder: boolean): Sender[] {
  return FRACTIONS.flatMap((reached) =>
    repeats.map((repeat): Sender => {
      const { own, rest } = onePass(hits, repeat);
      return {
        prior: 1 / (FRACTIONS.length * repeats.length),
        isInOrder,
        silent: rest.map((_, first) => (first === hits.length ? 1 : 1 - reached)),
        own: (heard) => reached * own(heard),
        rest,
      };
    }),
  );
}

/** Of one that is reached in any case: one wave is the first, by their sizes, the others are repeats. */
function onePass(hits: readonly number[], repeat: number): Pick<Sender, "own" | "rest"> {
  const sizes = tails(hits, 0, (all, count) => all + count);
  return {
    own: (heard) =>
      heard.reduce((sum, wave) => sum + (hits[wave] ?? 0), 0) *
      (heard.length === 0 ? 0 : repeat ** (heard.length - 1) * (1 - repeat) ** -heard.length),
    rest: sizes.map((size, first) => (size === 0 ? 0 : (1 - repeat) ** (hits.length - first) / size)),
  };
}

/**
 * Chance of mail in just these waves when it came by chance. `hits`: how many canaries each wave reached. Waves that reached it
 * alone are its own sender's, however many: only those that reached others as well could have passed it by.
 */
export function byChance(waves: readonly number[], hits: readonly number[]): number {
  const shared = waves.filter((wave) => (hits[wave] ?? 0) > 1).length;
  const of = hits.filter((count) => count > 1).length;
  const [first, more] =
    shared === waves.length ? [shared / of, shared - 1] : [1 / Math.max(1, hits.length), shared];
  return CHANCE_REPEATS.reduce(
    (sum, repeat) => sum + (first * repeat ** more * (1 - repeat) ** (of - shared)) / CHANCE_REPEATS.length,
    0,
  );
}

/** Folded from the end: the last element is `start`, the first holds all. */
function tails(
  values: readonly number[],
  start: number,
  fold: (all: number, value: number) => number,
): Float64Array {
  const folded = new Float64Array(values.length + 1).fill(start);
  for (let i = values.length - 1; i >= 0; i--) folded[i] = fold(folded[i + 1] ?? start, values[i] ?? 0);
  return folded;
}
