// The demonstration's attack on itself, started and watched from the console. A real guard has no such addresses.

import type { JournalWriter, SampleAttack } from "../ports.ts";
import { operation, type Operation } from "./operations.ts";
import * as shapes from "./shapes.ts";

export function demoOperations({
  sampleAttack,
  journal,
}: {
  readonly sampleAttack?: SampleAttack;
  readonly journal: JournalWriter;
}): readonly Operation[] {
  if (sampleAttack === undefined) return [];
  return [
    operation({
      id: "getSampleAttack",
      method: "get",
      path: "/v1/demo/attack",
      who: "person",
      summary: "Demonstration only: is the sample attack running?",
      answer: shapes.sampleAttack,
      run: async () => sampleAttack.state(),
    }),
    operation({
      id: "startSampleAttack",
      method: "post",
      path: "/v1/demo/attack",
      who: "person",
      summary: "Demonstration only: play about a minute of card testing against the demonstration shop",
      answer: shapes.sampleAttack,
      run: async ({ caller }) => {
        const { running } = sampleAttack.state();
        const state = await sampleAttack.start(caller.by);
        if (!running) await journal.write("demo.attack-started", caller.by, {});
        return state;
      },
    }),
  ];
}
