// Decoy card numbers: which there are and where they lie, making one (its number is shown once), no longer watching one.

import { Badge, Button } from "@mantine/core";
import { useState } from "react";
import { useChange } from "../../ground/asks.ts";
import { Confirm } from "../../ground/confirm.tsx";
import { useNotice } from "../../ground/notice.tsx";
import { Empty, Panel, Trouble, Waiting } from "../../ground/pieces.tsx";
import { CARDS, GUARDS_OWN, useDecoyCards, type DecoyCardView } from "./asks.ts";
import { CardDialog } from "./card-dialog.tsx";
import { useLeakTelling } from "./use-telling.ts";

/** The others at a touch. */
const SHOWN = 8;

export function CardsPanel() {
  const { w } = useLeakTelling();
  const cards = useDecoyCards();
  const [isMaking, setMaking] = useState(false);
  return (
    <Panel
      title={w("cards.title")}
      caption={w("cards.caption")}
      aside={
        <Button size="sm" variant="default" onClick={() => setMaking(true)}>
          {w("cards.make")}
        </Button>
      }
    >
      {cards.data !== undefined ? (
        <CardList cards={cards.data} />
      ) : cards.error === null ? (
        <Waiting />
      ) : (
        <Trouble error={cards.error} again={() => void cards.refetch()} />
      )}
      <p className="quiet small">{w("cards.own")}</p>
      {isMaking ? <CardDialog close={() => setMaking(false)} /> : null}
    </Panel>
  );
}

function CardList({ cards }: { cards: readonly DecoyCardView[] }) {
  const { w, day, count } = useLeakTelling();
  const notice = useNotice();
  const [isAll, setAll] = useState(false);
  const [asked, setAsked] = useState<DecoyCardView | null>(null);
  const remove = useChange<{ readonly removed: true }, string>(
    () => "/v1/canary/cards/remove",
    (id) => ({ id }),
    [CARDS],
    () => {
      setAsked(null);
      notice(w("cards.removed"));
    },
  );
  if (cards.length === 0) return <Empty>{w("cards.none")}</Empty>;
  return (
    <>
      <ul className="rows">
        {(isAll ? cards : cards.slice(0, SHOWN)).map((card) => (
          <li key={card.id}>
            <div>
              <p className="row-title anywhere">
                {card.place}{" "}
                <Badge variant="light" color="gray" tt="none">
                  {w(isGuards(card) ? "cards.kind.bait" : `cards.kind.${card.kind}`)}
                </Badge>
              </p>
              <p className="quiet small anywhere">
                {w("cards.row", { masked: card.masked, day: day(card.addedAtMs) })}
              </p>
            </div>
            {isGuards(card) ? null : (
              <Button
                size="xs"
                variant="default"
                aria-label={w("cards.remove.named", { place: card.place, masked: card.masked })}
                onClick={() => setAsked(card)}
              >
                {w("cards.remove")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isAll || cards.length <= SHOWN ? null : (
        <Button size="xs" variant="default" onClick={() => setAll(true)}>
          {w("cards.more", { count: count(cards.length - SHOWN) })}
        </Button>
      )}
      <Confirm
        opened={asked !== null}
        title={w("cards.remove.ask", { place: asked?.place ?? "", masked: asked?.masked ?? "" })}
        explain={w("cards.remove.explain")}
        act={w("cards.remove")}
        busy={remove.isPending}
        error={remove.error}
        onClose={() => setAsked(null)}
        onAct={() => {
          if (asked !== null) remove.mutate(asked.id);
        }}
      />
    </>
  );
}

function isGuards({ id }: DecoyCardView): boolean {
  return id.startsWith(GUARDS_OWN);
}
