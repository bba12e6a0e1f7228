// Asks one question about an incident and sends the answer: what it will do stands above the fields.

import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { keys, useChange } from "../ground/asks.ts";
import { useSpeech } from "../ground/language.tsx";
import { useNotice } from "../ground/notice.tsx";
import { Trouble } from "../ground/pieces.tsx";
import { INCIDENTS, pathOf, type IncidentWhole } from "./asks.ts";
import { Fields, trimmed, useFields } from "./fields.tsx";
import type { Given } from "./field-kinds.ts";
import type { Question } from "./question.ts";
import { questionFor, type Wish } from "./questions.ts";

export function AskDialog(props: { view: IncidentWhole; wish: Wish | null; onClose: () => void }) {
  const speech = useSpeech();
  const { view, wish, onClose } = props;
  if (wish === null) return null;
  const question = questionFor(speech, view, wish, Date.now());
  return (
    <Modal
      opened
      onClose={onClose}
      title={question.title}
      centered
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ "aria-label": speech.t("close") }}
    >
      <AskForm id={view.id} first={question} onClose={onClose} />
    </Modal>
  );
}

function AskForm({ id, first, onClose }: { id: string; first: Question; onClose: () => void }) {
  const { t } = useSpeech();
  const notice = useNotice();
  // What was asked at the beginning stays asked, whatever the page learns meanwhile.
  const [question] = useState(first);
  const filled = useFields(question.fields);
  const change = useChange<unknown, Given>(
    () => `${pathOf(id)}${question.path}`,
    (given) => question.body(given),
    [INCIDENTS, keys.now],
    () => {
      notice(question.done);
      onClose();
    },
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (filled.check()) change.mutate(trimmed(filled.given));
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text size="sm">{question.explain}</Text>
        <Fields fields={question.fields} filled={filled} />
        {change.error === null ? null : <Trouble error={change.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("back")}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {question.act}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
