// The two decisions about an update: putting it off with a reason and a day, and ticking it off as done.

import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useChange } from "../../ground/asks.ts";
import { Confirm } from "../../ground/confirm.tsx";
import { useNotice } from "../../ground/notice.tsx";
import { Trouble } from "../../ground/pieces.tsx";
import { useVersionsSpeech, VERSIONS, VERSIONS_PATH } from "./asks.ts";

/** `name` as the guard names the part; "os" is the server itself. */
export function Decide({ name, isPutOff }: { name: string; isPutOff: boolean }) {
  const { v, part } = useVersionsSpeech();
  const notice = useNotice();
  const [asking, setAsking] = useState<"postpone" | "tick" | null>(null);
  const done = (): void => {
    notice(v("versions.postpone.done"));
    setAsking(null);
  };
  const tick = useChange<unknown>(
    () => `${VERSIONS_PATH}/updated`,
    () => ({ what: name }),
    [VERSIONS],
    done,
  );
  return (
    <Group gap="sm" mt="xs">
      <Button size="sm" variant="default" onClick={() => setAsking("tick")}>
        {v("versions.tick")}
      </Button>
      <Button size="sm" variant="default" onClick={() => setAsking("postpone")}>
        {v(isPutOff ? "versions.postpone.anew" : "versions.postpone")}
      </Button>
      <Confirm
        opened={asking === "tick"}
        title={v("versions.tick.ask", { name: part(name) })}
        explain={v("versions.tick.explain")}
        act={v("versions.tick")}
        busy={tick.isPending}
        error={tick.error}
        onClose={() => setAsking(null)}
        onAct={() => tick.mutate()}
      />
      <Postpone name={name} opened={asking === "postpone"} onClose={() => setAsking(null)} onDone={done} />
    </Group>
  );
}

function Postpone(props: { name: string; opened: boolean; onClose: () => void; onDone: () => void }) {
  const { v, part, t } = useVersionsSpeech();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={v("versions.postpone.ask", { name: part(props.name) })}
      centered
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <PostponeForm {...props} />
    </Modal>
  );
}

const DAY_MS = 86_400_000;

function PostponeForm({ name, onClose, onDone }: { name: string; onClose: () => void; onDone: () => void }) {
  const { v, t } = useVersionsSpeech();
  const [why, setWhy] = useState("");
  const [until, setUntil] = useState("");
  const [tried, setTried] = useState(false);
  const untilMs = endOfDayMs(until);
  const postpone = useChange<unknown>(
    () => `${VERSIONS_PATH}/postpone`,
    () => ({ component: name, why: why.trim(), untilMs }),
    [VERSIONS],
    onDone,
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (why.trim() !== "" && untilMs !== null) postpone.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text size="sm">{v("versions.postpone.explain")}</Text>
        <TextInput
          label={v("versions.postpone.why")}
          placeholder={v("versions.postpone.hint")}
          value={why}
          maxLength={200}
          onChange={(event) => setWhy(event.currentTarget.value)}
          error={tried && why.trim() === "" ? v("versions.postpone.missing") : undefined}
          data-autofocus
        />
        <TextInput
          type="date"
          label={v("versions.postpone.until")}
          value={until}
          max="2999-12-31"
          onChange={(event) => setUntil(event.currentTarget.value)}
          error={tried && untilMs === null ? v("versions.postpone.day") : undefined}
        />
        {postpone.error === null ? null : <Trouble error={postpone.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("back")}
          </Button>
          <Button type="submit" loading={postpone.isPending}>
            {v("versions.postpone.act")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Where the person sits; null: no day, over, or more than a year away. */
function endOfDayMs(day: string): number | null {
  const [year = Number.NaN, month = 0, date = 0] = day.split("-").map(Number);
  const endMs = new Date(year, month - 1, date + 1).getTime() - 1;
  const nowMs = Date.now();
  return Number.isNaN(endMs) || endMs < nowMs || endMs > nowMs + 366 * DAY_MS ? null : endMs;
}
