// The words of the page about leaked lists in the reader's language, its days in the shop's own zone.

import { createContext, useContext } from "react";
import { useSpeech } from "../../ground/language.tsx";
import { leakTelling, type LeakTelling } from "./telling.ts";

/** The zone's name. */
export const LeakZone = createContext("Asia/Tokyo");

export function useLeakTelling(): LeakTelling {
  const zone = useContext(LeakZone);
  return leakTelling(useSpeech(), zone, Date.now());
}
