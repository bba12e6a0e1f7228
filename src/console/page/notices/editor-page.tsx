// The editor of one paper: loads it, names it, and leads to the same paper for the other readers.

import { Title } from "@mantine/core";
import { Link, useSearch } from "@tanstack/react-router";
import { Trouble, Waiting } from "../ground/pieces.tsx";
import { usePaper } from "./asks.ts";
import { Editor } from "./editor.tsx";
import { useIncidentId } from "./frame.tsx";
import { keyIn, nameOf, NOTICE_CLASSES, searchOf, type PaperKey } from "./papers.ts";
import { ShopClock } from "./shop-clock.tsx";
import { useTelling } from "./telling.ts";

export function EditorPage() {
  const id = useIncidentId();
  const search = useSearch({ from: "/inside/incidents/$incidentId/notices/edit" });
  const key = keyIn(search);
  const telling = useTelling();
  const { w, language } = telling;
  const paper = usePaper(id, key, language);
  return (
    <>
      <p className="small back">
        <Link
          to="/incidents/$incidentId/notices"
          params={{ incidentId: id }}
          search={{ report: key.report, language: key.language }}
          className="text-link"
        >
          {w("edit.back")}
        </Link>
      </p>
      <Title order={1} className="page-title">
        {w(`paper.${key.kind}`)}{" "}
        <span className="quiet">
          {w(`audience.${key.class ?? "everybody"}`)} · {w("report.number", { report: key.report })}
          {key.language === language ? "" : ` · ${w(`language.${key.language}`)}`}
        </span>
      </Title>
      {key.class === null ? null : <OtherClasses id={id} paperKey={key} />}
      {paper.data === undefined ? (
        paper.error === null ? (
          <Waiting />
        ) : (
          <Trouble error={paper.error} again={() => void paper.refetch()} />
        )
      ) : (
        <ShopClock id={id}>
          <Editor key={`${id}.${nameOf(key)}`} id={id} paperKey={key} paper={paper.data} />
        </ShopClock>
      )}
    </>
  );
}

function OtherClasses({ id, paperKey }: { id: string; paperKey: PaperKey }) {
  const { w } = useTelling();
  return (
    <nav className="notice-tabs" aria-label={w("preview.class")}>
      {NOTICE_CLASSES.map((one) => (
        <Link
          key={one}
          to="/incidents/$incidentId/notices/edit"
          params={{ incidentId: id }}
          search={searchOf({ ...paperKey, class: one })}
          {...(one === paperKey.class ? { "aria-current": "page" } : {})}
        >
          {w(`audience.short.${one}`)}
        </Link>
      ))}
    </nav>
  );
}
