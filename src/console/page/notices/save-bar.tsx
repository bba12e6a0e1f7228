// Saving an edit: whether there is something to save, and the dialog that asks why and on whose word.

import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useChange } from "../ground/asks.ts";
import { useNotice } from "../ground/notice.tsx";
import { Trouble } from "../ground/pieces.tsx";
import { pathOf } from "../incidents/asks.ts";
import { Fields, trimmed, useFields } from "../incidents/fields.tsx";
import type { Field, Given } from "../incidents/field-kinds.ts";
import { noticePlace, paperPlace } from "./asks.ts";
import type { Edit } from "./edit.ts";
import { PROTECTED_RULE } from "./findings.ts";
import type { Finding, Paper, PaperKey } from "./papers.ts";
import { useTelling, type Telling } from "./telling.ts";

interface Props {
  readonly id: string;
  readonly paperKey: PaperKey;
  readonly edit: Edit;
  readonly paper: Paper;
  readonly findings: readonly Finding[];
}

export function SaveBar(props: Props) {
  const { edit, paper } = props;
  const { t, w } = useTelling();
  const [isSaving, setSaving] = useState(false);
  // A draft may be saved as it stands: then it is somebody's own version.
  const canSave = edit.standing === "own" || (edit.standing === "same" && paper.version === 0);
  const state = edit.standing === "same" && paper.version === 0 ? "draft" : edit.standing;
  return (
    <div className="save-bar">
      <p className="small" role="status" aria-live="polite">
        {state === "conflict" ? w("conflict.title") : w(`edit.state.${state}`)}
      </p>
      <Group gap="sm">
        {edit.standing === "own" ? (
          <Button variant="default" onClick={() => edit.settle(paper)}>
            {w("edit.revert")}
          </Button>
        ) : null}
        <Button disabled={!canSave} onClick={() => setSaving(true)}>
          {w("edit.save")}
        </Button>
      </Group>
      <Modal
        opened={isSaving}
        onClose={() => setSaving(false)}
        title={w("save.title")}
        centered
        lockScroll={false}
        transitionProps={{ duration: 0 }}
        closeButtonProps={{ "aria-label": t("close") }}
      >
        <SaveForm {...props} onClose={() => setSaving(false)} />
      </Modal>
    </div>
  );
}

function SaveForm({ id, paperKey, edit, findings, onClose }: Props & { onClose: () => void }) {
  const telling = useTelling();
  const { t, w, language } = telling;
  const notice = useNotice();
  const client = useQueryClient();
  const [fields] = useState(() => fieldsOf(telling));
  const filled = useFields(fields);
  const save = useChange<Paper, Given>(
    () => `${pathOf(id)}/notices/paper`,
    ({ why, askedBy }) => ({ key: paperKey, text: edit.text, before: edit.before, why, askedBy }),
    [noticePlace(id)],
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!filled.check()) return;
    save.mutate(trimmed(filled.given), {
      onSuccess: (saved) => {
        client.setQueryData([...paperPlace(id, paperKey), language, null], saved);
        edit.settle(saved);
        notice(w("edit.saved", { version: saved.version }));
        onClose();
      },
      onError: ({ status }) => {
        // Somebody was quicker: the page offers both texts as soon as theirs is here.
        if (status === 409) onClose();
      },
    });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text size="sm">{w("save.explain")}</Text>
        {findings.some(({ rule, weight }) => rule === PROTECTED_RULE && weight === "error") ? (
          <p className="need-note">{w("save.dropped")}</p>
        ) : null}
        <Fields fields={fields} filled={filled} />
        {save.error === null ? null : <Trouble error={save.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("back")}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {w("edit.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function fieldsOf({ w }: Telling): readonly Field[] {
  return [
    {
      name: "why",
      label: w("save.why"),
      hint: w("save.why.hint"),
      kind: "text",
      value: "",
      missing: w("save.why.missing"),
    },
    { name: "askedBy", label: w("save.asked"), hint: w("save.asked.hint"), kind: "text", value: "" },
  ];
}
