// One act for many who ask at about the same time: a look at all programs, a call of a tool. What it costs is shared.

import { setTimeout } from "node:timers/promises";

/** As long as others keep coming they are waited for: nothing beside a write to a disk, and no longer than a person sees. */
const QUIET_MS = 2;
const GATHER_TURNS_MAX = 5;
/** Two paths each must fit on a command line. */
const TOGETHER_MAX = 64;

/**
 * Every question is answered by an act that begins after it was asked. `act` answers in the order of its questions; when it
 * throws, all of them do.
 */
export function together<Question, Answer>(
  act: (questions: readonly Question[]) => Promise<readonly Answer[]> | readonly Answer[],
): (question: Question) => Promise<Answer> {
  const waiting: { readonly question: Question; readonly told: PromiseWithResolvers<Answer> }[] = [];
  let isGathering = false;

  async function gather(): Promise<void> {
    for (let turn = 0, seen = 0; turn < GATHER_TURNS_MAX && waiting.length > seen; turn++) {
      seen = waiting.length;
      await setTimeout(QUIET_MS);
    }
    while (waiting.length > 0) {
      const asked = waiting.splice(0, TOGETHER_MAX);
      try {
        const answers = await act(asked.map(({ question }) => question));
        for (const [i, { told }] of asked.entries()) told.resolve(answers[i] as Answer);
      } catch (error) {
        for (const { told } of asked) told.reject(error);
      }
    }
    isGathering = false;
  }

  return (question) => {
    const told = Promise.withResolvers<Answer>();
    waiting.push({ question, told });
    if (!isGathering) {
      isGathering = true;
      void gather();
    }
    return told.promise;
  };
}
