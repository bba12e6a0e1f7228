// Asks before an act that others will feel: what happens, a field for the reason, and two clear buttons.

import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useSpeech } from "./language.tsx";
import { Trouble } from "./pieces.tsx";

export interface ConfirmProps {
  readonly opened: boolean;
  readonly title: string;
  readonly explain: string;
  readonly act: string;
  readonly field?: {
    readonly label: string;
    readonly hint: string;
    /** Set when the field must be filled: what to say when it is empty. */
    readonly missing?: string;
  };
  readonly busy: boolean;
  readonly error: unknown;
  readonly onAct: (text: string) => void;
  readonly onClose: () => void;
}

export function Confirm(props: ConfirmProps) {
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      centered
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ "aria-label": useSpeech().t("close") }}
    >
      <ConfirmForm {...props} />
    </Modal>
  );
}

function ConfirmForm({ explain, act, field, busy, error, onAct, onClose }: ConfirmProps) {
  const { t } = useSpeech();
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const missing = field?.missing !== undefined && text.trim() === "" ? field.missing : undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (missing === undefined) onAct(text.trim());
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text size="sm">{explain}</Text>
        {field === undefined ? null : (
          <TextInput
            label={field.label}
            placeholder={field.hint}
            value={text}
            maxLength={300}
            onChange={(event) => setText(event.currentTarget.value)}
            error={tried ? missing : undefined}
            data-autofocus
          />
        )}
        {error === null ? null : <Trouble error={error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("back")}
          </Button>
          <Button type="submit" loading={busy}>
            {act}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
