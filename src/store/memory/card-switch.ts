// The card switch in memory.

import type { CardSwitch, CardSwitchState } from "../../gate/ports.ts";
import { SWITCH_AT_FIRST } from "../store.ts";

export function memoryCardSwitch(): CardSwitch {
  let now: CardSwitchState = SWITCH_AT_FIRST;
  return {
    read: async () => now,
    write: async (state) => {
      now = { ...state };
    },
  };
}
