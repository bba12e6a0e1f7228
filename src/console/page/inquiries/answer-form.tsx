// Keeps what was answered and done. Nothing is sent; a published answer can be taken over and fitted to the person.

import { Button, Stack } from "@mantine/core";
import { useImperativeHandle, useRef, useState, type FormEvent, type Ref } from "react";
import type { InquiryChannel } from "../../../desk/inquiries/contract.ts";
import { useChange } from "../ground/asks.ts";
import { useNotice } from "../ground/notice.tsx";
import { Panel, Trouble } from "../ground/pieces.tsx";
import { pathOf } from "../incidents/asks.ts";
import type { Given } from "../incidents/field-kinds.ts";
import { Fields, trimmed, useFields } from "../incidents/fields.tsx";
import { useTelling } from "../notices/telling.ts";
import { inquiryPlace } from "./asks.ts";
import { answerBody, answerFields } from "./inquiry-fields.ts";

export interface AnswerFormHandle {
  /** Puts a published answer into the form and takes the keyboard there. */
  readonly take: (answer: string) => void;
}

export function AnswerForm(props: {
  ref: Ref<AnswerFormHandle>;
  id: string;
  inquiry: string;
  channel: InquiryChannel;
  onDone: () => void;
}) {
  const { ref, id, inquiry, onDone } = props;
  const telling = useTelling();
  const { w } = telling;
  const notice = useNotice();
  const form = useRef<HTMLFormElement>(null);
  const [fields] = useState(() => answerFields(telling, props.channel, Date.now()));
  const filled = useFields(fields);
  useImperativeHandle(ref, () => ({
    take: (answer) => {
      filled.set("words", answer);
      notice(w("inq.answer.taken"));
      form.current?.querySelector("textarea")?.focus();
    },
  }));
  const add = useChange<unknown, Given>(
    () => `${pathOf(id)}/inquiries/${encodeURIComponent(inquiry)}/answer`,
    (given) => answerBody(given, telling.timeZone),
    [inquiryPlace(id)],
    () => {
      filled.set("words", "");
      filled.set("done", "");
      notice(w("inq.answer.done"));
      onDone();
    },
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (filled.check()) add.mutate(trimmed(filled.given));
  };
  return (
    <Panel title={w("inq.answer.title")} caption={w("inq.answer.note")}>
      <form ref={form} onSubmit={submit} noValidate className="open-form">
        <Stack gap="md">
          <Fields fields={fields} filled={filled} />
          {add.error === null ? null : <Trouble error={add.error} />}
          <Button type="submit" loading={add.isPending}>
            {w("inq.answer.act")}
          </Button>
        </Stack>
      </form>
    </Panel>
  );
}
