// One paper being edited: the text, its look and what the checks say beside each other (one after the other on a phone), and the
// ways on: save, compare, take the draft's new text, settle with what somebody else saved.

import { SegmentedControl } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Panel } from "../ground/pieces.tsx";
import { useCheck } from "./asks.ts";
import { CompareDialog } from "./compare-dialog.tsx";
import { useEdit } from "./edit.ts";
import { EditorNotes } from "./editor-notes.tsx";
import { FindingsList } from "./findings-list.tsx";
import { countsOf, linesOf, rangeOf } from "./findings.ts";
import type { Paper, PaperKey } from "./papers.ts";
import { PreviewPane } from "./preview-pane.tsx";
import { SaveBar } from "./save-bar.tsx";
import { useTelling } from "./telling.ts";
import { TextField, type TextFieldHandle } from "./text-field.tsx";
import { VersionsPanel } from "./versions-panel.tsx";
import "./editor.css";

/** So long after the last key the text is checked and shown: often enough to feel live, seldom enough for a small server. */
const QUIET_MS = 500;
type PartName = "text" | "preview" | "findings";

export function Editor({ id, paperKey, paper }: { id: string; paperKey: PaperKey; paper: Paper }) {
  const telling = useTelling();
  const edit = useEdit(id, paperKey, paper);
  const [quietText] = useDebouncedValue(edit.text, QUIET_MS);
  const check = useCheck(id, paperKey, quietText, telling.language);
  const findings = check.data ?? (quietText === paper.text ? paper.findings : []);
  const [part, setPart] = useState<PartName>("text");
  const [isComparing, setComparing] = useState(false);
  const field = useRef<TextFieldHandle>(null);
  const goTo = (line: number): void => {
    // On a phone the text is only there once its part is shown.
    flushSync(() => setPart("text"));
    const { start, end } = rangeOf(edit.text, line);
    field.current?.select(start, end, line);
  };
  return (
    <>
      <EditorNotes edit={edit} paper={paper} paperKey={paperKey} onCompare={() => setComparing(true)} />
      <PartChoice part={part} count={findings.length} onPart={setPart} />
      <div className="editor" data-part={part}>
        <div className="editor-side">
          <Panel title={telling.w("edit.text")} className="editor-text">
            <TextField
              ref={field}
              text={edit.text}
              language={paperKey.language}
              isPersonal={paperKey.class !== null}
              marked={linesOf(findings)}
              onText={edit.write}
            />
            <SaveBar id={id} paperKey={paperKey} edit={edit} paper={paper} findings={findings} />
          </Panel>
          <Panel title={telling.w("findings.title")} className="editor-findings">
            <FindingsList
              findings={findings}
              counts={countsOf(findings)}
              isWaiting={check.isFetching || quietText !== edit.text}
              error={check.error}
              onLine={goTo}
            />
          </Panel>
        </div>
        <div className="editor-side">
          <PreviewPane id={id} paperKey={paperKey} text={quietText} />
          <VersionsPanel
            id={id}
            paperKey={paperKey}
            paper={paper}
            text={edit.text}
            onText={edit.write}
            onDraft={() => setComparing(true)}
          />
        </div>
      </div>
      <CompareDialog
        opened={isComparing}
        title={telling.w("edit.draft.title")}
        before={edit.text}
        after={paper.draft}
        language={paperKey.language}
        act={telling.w("edit.draft.use")}
        onAct={() => edit.write(paper.draft)}
        onClose={() => setComparing(false)}
      />
    </>
  );
}

function PartChoice(props: { part: PartName; count: number; onPart: (part: PartName) => void }) {
  const { w, count } = useTelling();
  const parts: readonly PartName[] = ["text", "preview", "findings"];
  return (
    <SegmentedControl
      className="part-choice"
      fullWidth
      aria-label={w("edit.parts")}
      value={props.part}
      onChange={(value) => props.onPart(parts.find((part) => part === value) ?? "text")}
      data={parts.map((value) => ({ value, label: w(`edit.part.${value}`, { count: count(props.count) }) }))}
    />
  );
}
