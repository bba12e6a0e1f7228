// Writes down what somebody asked on the telephone, while still on it.

import { Button, Group, Modal, Stack } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useChange } from "../ground/asks.ts";
import { useNotice } from "../ground/notice.tsx";
import { Trouble } from "../ground/pieces.tsx";
import { pathOf } from "../incidents/asks.ts";
import type { Given } from "../incidents/field-kinds.ts";
import { Fields, trimmed, useFields } from "../incidents/fields.tsx";
import { freshKey } from "../incidents/keys.ts";
import { useTelling } from "../notices/telling.ts";
import { inquiryPlace } from "./asks.ts";
import { askedBody, askedFields } from "./inquiry-fields.ts";

export function NewInquiry({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, w } = useTelling();
  return (
    <Modal
      opened
      onClose={onClose}
      title={w("inq.new.title")}
      centered
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <NewForm id={id} onClose={onClose} />
    </Modal>
  );
}

function NewForm({ id, onClose }: { id: string; onClose: () => void }) {
  const telling = useTelling();
  const { t, w } = telling;
  const notice = useNotice();
  const [fields] = useState(() => askedFields(telling, Date.now()));
  const [key] = useState(freshKey);
  const filled = useFields(fields);
  const add = useChange<unknown, Given>(
    () => `${pathOf(id)}/inquiries`,
    (given) => askedBody(given, key, telling.timeZone),
    [inquiryPlace(id)],
    () => {
      notice(w("inq.new.done"));
      onClose();
    },
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (filled.check()) add.mutate(trimmed(filled.given));
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Fields fields={fields} filled={filled} />
        {add.error === null ? null : <Trouble error={add.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("back")}
          </Button>
          <Button type="submit" loading={add.isPending}>
            {w("inq.new.act")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
