// Says once on a page whose clock its times are, when the reader's own shows something else.

import { useSpeech } from "../ground/language.tsx";
import { isElsewhere, zoneName } from "./moments.ts";

export function ShopZone({ timeZone }: { timeZone: string }) {
  const speech = useSpeech();
  const nowMs = Date.now();
  if (!isElsewhere(nowMs, timeZone)) return null;
  return (
    <p className="quiet small">
      {speech.t("zone.shop", { zone: zoneName(speech, nowMs, timeZone), name: timeZone })}
    </p>
  );
}
