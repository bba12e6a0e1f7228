// The letters that were printed, batch by batch, to be fetched; each says what must be done by hand.

import { pathOf } from "../incidents/asks.ts";
import type { Sending } from "./papers.ts";
import { batchPath } from "./sending-order.ts";
import { useTelling } from "./telling.ts";

export function Batches({ id, batches }: { id: string; batches: Sending["batches"] }) {
  const { w, count } = useTelling();
  if (batches.length === 0) return null;
  return (
    <section className="batches" aria-label={w("batches.title")}>
      <h3>{w("batches.title")}</h3>
      <p className="quiet small">{w("batches.note")}</p>
      <ul className="rows">
        {batches.map(({ name, letters, pages, byHand, without, files }) => (
          <li key={name}>
            <div>
              <p className="row-title key">{name}</p>
              <p className="quiet small">
                {w("batches.row", { letters: count(letters), pages: count(pages) })}
              </p>
              {byHand === 0 ? null : <p className="small">{w("batches.byHand", { count: count(byHand) })}</p>}
              {without === 0 ? null : (
                <p className="small">{w("batches.without", { count: count(without) })}</p>
              )}
            </div>
            <ul className="files">
              {pagesFirst(files).map((file) => (
                <li key={file}>
                  <a
                    className="text-link key"
                    href={batchPath(pathOf(id), file)}
                    download
                    aria-label={w("batches.get.named", { name: file })}
                  >
                    {file}
                  </a>{" "}
                  <span className="quiet small">{w(`batches.file.${kindOf(file)}`)}</span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}

const KINDS = ["mailing-sjis", "mailing", "packing", "by-hand"] as const;

/** What a file is for, by the end of its name; the rest are the letters themselves. */
function kindOf(file: string): (typeof KINDS)[number] | "letters" {
  return KINDS.find((kind) => file.endsWith(`-${kind}.csv`)) ?? "letters";
}

/** What is printed and posted stands before the lists beside it. */
function pagesFirst(files: readonly string[]): readonly string[] {
  return files.toSorted((a, b) => Number(b.endsWith(".pdf")) - Number(a.endsWith(".pdf")));
}
