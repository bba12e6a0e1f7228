// Two texts compared in a dialog, with a way to take the second.

import { Button, Group, Modal, NativeSelect, Stack } from "@mantine/core";
import type { Language } from "../../../kernel/words.ts";
import { DiffView } from "./diff-view.tsx";
import { useTelling } from "./telling.ts";

export function CompareDialog(props: {
  opened: boolean;
  title: string;
  before: string;
  after: string;
  language: Language;
  act: string;
  /** What else it may be compared with. */
  against?: {
    readonly value: string;
    readonly data: readonly { readonly value: string; readonly label: string }[];
    readonly onValue: (value: string) => void;
  };
  onAct: () => void;
  onClose: () => void;
}) {
  const { t, w } = useTelling();
  const { against } = props;
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      size="xl"
      centered
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Stack gap="md">
        {against === undefined ? null : (
          <NativeSelect
            label={w("versions.against")}
            value={against.value}
            data={[...against.data]}
            onChange={(event) => against.onValue(event.currentTarget.value)}
          />
        )}
        <DiffView before={props.before} after={props.after} language={props.language} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={props.onClose}>
            {t("close")}
          </Button>
          <Button
            onClick={() => {
              props.onAct();
              props.onClose();
            }}
          >
            {props.act}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
