// Yen burnt against budget (hour, day) and against today's sales, and yen saved.

import { Progress } from "@mantine/core";
import { useSpeech } from "../ground/language.tsx";
import { Panel } from "../ground/pieces.tsx";
import type { NowView } from "../ground/reach.ts";

export function MoneyPanel({ now }: { now: NowView }) {
  const { t, yen, count } = useSpeech();
  const { hour, day } = now.budget;
  const { today } = now;
  const ofBudget = (meter: { spentYen: number; limitYen: number }): string =>
    meter.limitYen > 0
      ? t("money.of", { spent: yen(meter.spentYen), limit: yen(meter.limitYen) })
      : t("money.no.budget", { spent: yen(meter.spentYen) });
  return (
    <Panel title={t("money.title")}>
      <p className="saved">
        <span className="quiet small">{t("money.saved")}</span>
        <strong>{yen(today.savedYen)}</strong>
        <span className="quiet small">{t("money.saved.note")}</span>
      </p>
      <dl className="meters">
        <MeterRow label={t("money.hour")} text={ofBudget(hour)} part={hour.spentYen} whole={hour.limitYen} />
        <MeterRow label={t("money.day")} text={ofBudget(day)} part={day.spentYen} whole={day.limitYen} />
        <MeterRow
          label={t("money.sales")}
          text={t("money.of.sales", { fees: yen(today.feesYen), sales: yen(today.salesYen) })}
          /* Before the first sale of a day nothing is wrong yet: no full red bar at midnight. */
          part={today.salesYen > 0 ? today.feesYen : 0}
          whole={today.salesYen}
        />
      </dl>
      <p className="quiet small">
        {t("money.today", {
          attempts: count(today.attempts),
          approved: count(today.approved),
          declined: count(today.declined),
          stopped: count(today.stopped),
        })}
      </p>
    </Panel>
  );
}

function MeterRow({
  label,
  text,
  part,
  whole,
}: {
  label: string;
  text: string;
  part: number;
  whole: number;
}) {
  const share = whole > 0 ? Math.min(100, (part / whole) * 100) : part > 0 ? 100 : 0;
  // Full is red, as somebody should look; close to full is ochre; the words say the same.
  const colour = share >= 100 ? "red.7" : share >= 80 ? "yellow.7" : "ai";
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {text}
        <Progress.Root size="sm" mt={4}>
          <Progress.Section value={share} color={colour} aria-label={label} aria-valuetext={text} />
        </Progress.Root>
      </dd>
    </div>
  );
}
