// What the incident costs: quotes for the same thing side by side, cheapest first; what is agreed, and what is spent.

import { Badge, Button } from "@mantine/core";
import { useSpeech } from "../ground/language.tsx";
import { Empty, Panel } from "../ground/pieces.tsx";
import type { PartProps } from "./incident-page.tsx";
import { deskWord } from "./told.ts";

type Cost = PartProps["view"]["costs"][number];

export function MoneyPanel({ view, onAsk }: PartProps) {
  const speech = useSpeech();
  const { t, yen } = speech;
  const { costs, money } = view;
  const kinds = [...new Set(costs.map(({ what }) => what))];
  return (
    <Panel
      title={t("money.title")}
      aside={
        view.state === "open" ? (
          <Button size="sm" variant="default" onClick={() => onAsk({ ask: "cost" })}>
            {t("cost.button")}
          </Button>
        ) : undefined
      }
    >
      <dl className="headline-facts">
        <div>
          <dt>{t("money.spent")}</dt>
          <dd>{yen(money.spentYen)}</dd>
        </div>
        <div>
          <dt>{t("money.agreed")}</dt>
          <dd>{yen(money.agreedYen)}</dd>
        </div>
      </dl>
      {costs.length === 0 ? <Empty>{t("money.none")}</Empty> : null}
      {kinds.map((what) => (
        <section key={what} aria-label={deskWord(speech, "cost", what)}>
          <h3 className="small">{deskWord(speech, "cost", what)}</h3>
          <ul className="quotes">
            {costs
              .filter((cost) => cost.what === what)
              .toSorted((a, b) => a.yen - b.yen)
              .map((cost) => (
                <Quote key={cost.costId} cost={cost} view={view} onAsk={onAsk} />
              ))}
          </ul>
        </section>
      ))}
    </Panel>
  );
}

function Quote({ cost, view, onAsk }: PartProps & { cost: Cost }) {
  const speech = useSpeech();
  const { t, yen } = speech;
  const from = cost.from === "" ? t("money.from.none") : cost.from;
  return (
    <li className={cost.state === "dropped" ? "quote dropped" : "quote"}>
      <p className="small">{from}</p>
      <p className="row-title amount-line">{yen(cost.yen)}</p>
      <p>
        <Badge variant="light" color={cost.state === "quote" || cost.state === "dropped" ? "gray" : "ai"}>
          {deskWord(speech, "cost.state", cost.state)}
        </Badge>
      </p>
      {view.state === "open" ? (
        <Button
          size="xs"
          variant="default"
          aria-label={t("cost.change.named", { from, yen: yen(cost.yen) })}
          onClick={() => onAsk({ ask: "cost", cost })}
        >
          {t("cost.change")}
        </Button>
      ) : null}
    </li>
  );
}
