// Leaked lists in one place: the verdict first, then the picture of it, what lies where, the mail that came, and decoys touched.

import { Trouble, Waiting } from "../../ground/pieces.tsx";
import { ShopZone } from "../../incidents/shop-zone.tsx";
import { useLeaks } from "./asks.ts";
import { BracketPanel } from "./bracket-panel.tsx";
import { CardsPanel } from "./cards-panel.tsx";
import { DecoysPanel } from "./decoys-panel.tsx";
import { LettersPanel } from "./letters-panel.tsx";
import { SetsPanel } from "./sets-panel.tsx";
import { DECOY } from "./telling.ts";
import { LeakZone } from "./use-telling.ts";
import { VerdictCard } from "./verdict-card.tsx";
import "./leaks.css";

export function LeaksPage() {
  const leaks = useLeaks();
  const { data } = leaks;
  if (data === undefined)
    return leaks.error === null ? (
      <Waiting />
    ) : (
      <Trouble error={leaks.error} again={() => void leaks.refetch()} />
    );
  return (
    <LeakZone value={data.zone}>
      <div className="leaks">
        <VerdictCard overview={data} />
        <ShopZone timeZone={data.zone} />
        <div className="leak-panels">
          {data.sets.some(({ system }) => system !== DECOY) ? <BracketPanel overview={data} /> : null}
          <SetsPanel overview={data} />
          <div>
            <LettersPanel />
            <DecoysPanel overview={data} />
            <CardsPanel />
          </div>
        </div>
      </div>
    </LeakZone>
  );
}
