// How a paper arrives: in a frame of its own that can run nothing, for a made-up person, for one named, or for another class.

import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { Panel, Trouble, Waiting } from "../ground/pieces.tsx";
import { usePaper, usePreview } from "./asks.ts";
import { classOf, NOTICE_CLASSES, type NoticeClass, type PaperKey, type Preview } from "./papers.ts";
import { previewDocument } from "./preview-document.ts";
import { useTelling } from "./telling.ts";

export function PreviewPane({ id, paperKey, text }: { id: string; paperKey: PaperKey; text: string }) {
  const { w } = useTelling();
  const [chosen, setChosen] = useState<NoticeClass | null>(null);
  const other = chosen !== null && chosen !== paperKey.class ? { ...paperKey, class: chosen } : null;
  return (
    <Panel title={w("preview.title")} className="editor-preview">
      {paperKey.class === null ? null : (
        <NativeSelect
          label={w("preview.class")}
          value={chosen ?? paperKey.class}
          data={NOTICE_CLASSES.map((value) => ({ value, label: w(`audience.${value}`) }))}
          onChange={(event) => setChosen(classOf(event.currentTarget.value))}
        />
      )}
      {other === null ? (
        <Look id={id} paperKey={paperKey} text={text} />
      ) : (
        <OtherLook key={chosen} id={id} paperKey={other} />
      )}
    </Panel>
  );
}

/** The paper of another class as it is saved, or its draft. */
function OtherLook({ id, paperKey }: { id: string; paperKey: PaperKey }) {
  const { w, language } = useTelling();
  const paper = usePaper(id, paperKey, language);
  if (paper.data === undefined) return paper.error === null ? <Waiting /> : <Trouble error={paper.error} />;
  return (
    <>
      <p className="quiet small">
        {w("preview.class.other", { class: w(`audience.short.${paperKey.class ?? "confirmed"}`) })}
      </p>
      <Look id={id} paperKey={paperKey} text={paper.data.text} />
    </>
  );
}

function Look({ id, paperKey, text }: { id: string; paperKey: PaperKey; text: string }) {
  // What was asked for a person is shown as it was then: each further looking is a further entry in the journal.
  const [asked, setAsked] = useState<{ readonly person: string; readonly text: string } | null>(null);
  const example = usePreview(id, paperKey, text, null, asked === null);
  const own = usePreview(id, paperKey, asked?.text ?? text, asked?.person ?? null, asked !== null);
  const shown = asked === null ? example : own;
  return (
    <>
      {paperKey.class === null ? null : (
        <PersonForm
          isAsked={asked !== null}
          isOld={asked !== null && asked.text !== text}
          onPerson={(person) => setAsked(person === null ? null : { person, text })}
        />
      )}
      {shown.data === undefined ? (
        shown.error === null ? (
          <Waiting />
        ) : (
          <Trouble error={shown.error} />
        )
      ) : (
        <Frame preview={shown.data} paperKey={paperKey} />
      )}
    </>
  );
}

function PersonForm(props: { isAsked: boolean; isOld: boolean; onPerson: (person: string | null) => void }) {
  const { w } = useTelling();
  const [person, setPerson] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (person.trim() !== "") props.onPerson(person.trim());
  };
  return (
    <form className="person-form" onSubmit={submit}>
      <TextInput
        label={w("preview.person")}
        description={w("preview.person.hint")}
        value={person}
        maxLength={254}
        autoComplete="off"
        onChange={(event) => setPerson(event.currentTarget.value)}
      />
      <Button type="submit" variant="default">
        {w("preview.person.show")}
      </Button>
      {props.isAsked ? (
        <Button
          variant="subtle"
          onClick={() => {
            setPerson("");
            props.onPerson(null);
          }}
        >
          {w("preview.person.end")}
        </Button>
      ) : null}
      {props.isOld ? <p className="small hand-note">{w("preview.person.old")}</p> : null}
    </form>
  );
}

function Frame({ preview, paperKey }: { preview: Preview; paperKey: PaperKey }) {
  const { w } = useTelling();
  const { who, subject, html } = preview;
  const of = classOf(who?.class);
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
  return (
    <>
      <p className="quiet small">
        {who === null || of === null
          ? w("preview.example")
          : w("preview.for", { name: who.name, class: w(`audience.short.${of}`) })}
      </p>
      {of === null || of === paperKey.class ? null : (
        <p className="hand-note">{w("preview.class.differs", { class: w(`audience.short.${of}`) })}</p>
      )}
      <p className="preview-subject" lang={paperKey.language}>
        <span className="quiet small">{w("preview.subject")}</span> {subject}
      </p>
      <iframe
        className="preview-frame"
        title={w("preview.frame")}
        sandbox=""
        srcDoc={previewDocument(html, nonce)}
      />
    </>
  );
}
