// The text of a paper: a plain text field with line numbers and the lines marked that the checks speak of. The numbers stand in a
// copy of the text below it, which breaks its lines in the same places.

import { Button } from "@mantine/core";
import { useId, useImperativeHandle, useRef, type Ref } from "react";
import type { Language } from "../../../kernel/words.ts";
import type { Finding } from "./papers.ts";
import { useTelling } from "./telling.ts";

export interface TextFieldHandle {
  /** Shows and marks a piece of the text, and takes the keyboard there. */
  readonly select: (start: number, end: number, line: number) => void;
}

const HOLES = ["name", "orders", "items", "lookup"] as const;
/** As long as the longest Q&A; the API takes no more. */
const CHARS_MAX = 200_000;

export function TextField(props: {
  ref: Ref<TextFieldHandle>;
  text: string;
  language: Language;
  /** Only a paper for one person has something to fill in. */
  isPersonal: boolean;
  marked: ReadonlyMap<number, Finding["weight"]>;
  onText: (text: string) => void;
}) {
  const { ref, text, onText } = props;
  const { w } = useTelling();
  const how = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const lines = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => ({
    select: (start, end, line) => {
      field.current?.focus({ preventScroll: true });
      field.current?.setSelectionRange(start, end);
      lines.current?.children[line - 1]?.scrollIntoView({ block: "center" });
    },
  }));
  const insert = (hole: string): void => {
    const { current } = field;
    if (current === null) return;
    current.setRangeText(`{{${hole}}}`, current.selectionStart, current.selectionEnd, "end");
    onText(current.value);
    current.focus();
  };
  return (
    <>
      <p id={how} className="quiet small">
        {w("edit.how")}
      </p>
      {props.isPersonal ? (
        <div className="holes">
          <span className="small">{w("edit.insert")}</span>
          {HOLES.map((hole) => (
            <Button key={hole} size="compact-sm" variant="light" onClick={() => insert(hole)}>
              {w(`edit.hole.${hole}`)}
            </Button>
          ))}
        </div>
      ) : null}
      <div className="text-scroll">
        <div className="text-page" lang={props.language}>
          <div ref={lines} className="text-lines" aria-hidden="true">
            {text.split("\n").map((line, at) => (
              // A line has no name but its place.
              // oxlint-disable-next-line react/no-array-index-key
              <div key={at} className={props.marked.get(at + 1) ?? ""}>
                {line === "" ? " " : line}
              </div>
            ))}
          </div>
          <textarea
            ref={field}
            aria-label={w("edit.text")}
            aria-describedby={how}
            value={text}
            maxLength={CHARS_MAX}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => onText(event.currentTarget.value)}
          />
        </div>
      </div>
    </>
  );
}
