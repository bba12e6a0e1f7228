// The headers that a watched page and its frames came with, as they are compared with what was approved (PCI DSS 11.6.1).

import { useSpeech } from "../ground/language.tsx";
import type { WatchedPage } from "./asks.ts";

/** Visitors may get different ones: each is shown once. */
export function HeaderList({ page: { heads, url } }: { page: WatchedPage }) {
  const { t, count } = useSpeech();
  const rows = new Map(
    (heads ?? []).flatMap(({ frame, fields }) =>
      fields.map(([name, value]) => [`${frame ?? ""} ${name} ${value}`, { frame, name, value }] as const),
    ),
  );
  if (heads === null) return null;
  return (
    <details className="why headers">
      <summary>{t("watch.headers", { count: count(rows.size) })}</summary>
      <p className="quiet small">{t("watch.headers.note")}</p>
      <dl>
        {[...rows].map(([key, { frame, name, value }]) => (
          <div key={key} title={frame ?? url}>
            <dt className="small mark">{name}</dt>
            <dd className="small address">
              {value}
              {frame === null ? null : <span className="quiet"> ({frame})</span>}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
