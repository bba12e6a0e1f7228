// Small pieces of the orders for the whole shop: who gave one, when and why; and how an origin is called.

import { useSpeech } from "../ground/language.tsx";
import type { SiteView } from "../ground/reach.ts";
import type { Speech } from "../ground/speech.ts";

export function Ordered({ order }: { order: { by: string; why: string; atMs: number } }) {
  const { t, time, who } = useSpeech();
  return (
    <>
      {t("site.since", { time: time(order.atMs), who: who(order.by) })}
      {order.why === "" ? null : (
        <>
          <br />
          {t("site.why", { why: order.why })}
        </>
      )}
    </>
  );
}

type Origin = Pick<SiteView["blocks"][number], "kind" | "value">;

/** "203.0.113.0/24", "AS64500", "シンガポール（SG）". */
export function tellOrigin({ kind, value }: Origin, { country, language }: Speech): string {
  if (kind === "asn") return `AS${value.replace(/^AS/i, "")}`;
  if (kind !== "country") return value;
  return language === "ja" ? `${country(value)}（${value}）` : `${country(value)} (${value})`;
}
