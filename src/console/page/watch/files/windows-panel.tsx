// Announced work on the shop's files: who, why, from when to when, and the form to announce more.

import { Badge, Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useChange } from "../../ground/asks.ts";
import { useNotice } from "../../ground/notice.tsx";
import { Panel, Trouble } from "../../ground/pieces.tsx";
import { TREES, useWindows, WINDOWS, type ApprovalWindow } from "./asks.ts";
import { useTelling } from "./telling.ts";
import { dayText, windowTimes } from "./window-time.ts";

/** Of those that are over; all are in the journal. */
const PAST_SHOWN = 3;

type When = "now" | "ahead" | "past";

function whenOf({ fromMs, toMs }: ApprovalWindow, nowMs: number): When {
  if (nowMs > toMs) return "past";
  return nowMs >= fromMs ? "now" : "ahead";
}

export function WindowsPanel() {
  const { w, time, who, count } = useTelling();
  const [open, setOpen] = useState(false);
  const windows = useWindows();
  const nowMs = Date.now();
  const all = (windows.data?.windows ?? [])
    .map((window) => ({ window, when: whenOf(window, nowMs) }))
    .toSorted((a, b) => b.window.fromMs - a.window.fromMs);
  const past = all.filter(({ when }) => when === "past").slice(0, PAST_SHOWN);
  const shown = [...all.filter(({ when }) => when !== "past").toReversed(), ...past];
  const refused = windows.data?.refused ?? 0;
  return (
    <Panel title={w("windows.title")} caption={w("windows.caption")} className="watched">
      {refused === 0 ? null : <p className="small lost">{w("windows.refused", { count: count(refused) })}</p>}
      {shown.length === 0 ? (
        <p className="quiet small">{w("windows.none")}</p>
      ) : (
        <ul className="rows">
          {shown.map(({ window: { id, fromMs, toMs, who: name, why, by }, when }) => (
            <li key={id}>
              <div>
                <p className="row-title">
                  {w("windows.row", { from: time(fromMs), to: time(toMs) })}{" "}
                  <Badge variant="light" color={when === "now" ? "teal" : "gray"} tt="none">
                    {w(`windows.${when}`)}
                  </Badge>
                </p>
                <p className="quiet small">{w("windows.by", { who: name, why, by: who(by) })}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
      <Button size="sm" variant="default" onClick={() => setOpen(true)}>
        {w("windows.add")}
      </Button>
      {windows.error === null ? null : <Trouble error={windows.error} />}
      <WindowForm open={open} close={() => setOpen(false)} />
    </Panel>
  );
}

function WindowForm({ open, close }: { open: boolean; close: () => void }) {
  const { w, t } = useTelling();
  return (
    <Modal
      opened={open}
      onClose={close}
      title={w("windows.add")}
      centered
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Fields close={close} />
    </Modal>
  );
}

function Fields({ close }: { close: () => void }) {
  const { w, t } = useTelling();
  const notice = useNotice();
  const [given, setGiven] = useState({
    who: "",
    why: "",
    day: dayText(Date.now()),
    from: "20:00",
    to: "22:00",
  });
  const [tried, setTried] = useState(false);
  const add = useChange<unknown, object>(
    () => "/v1/watch/files/windows",
    (body) => body,
    [WINDOWS, TREES],
    () => {
      notice(w("windows.done"));
      close();
    },
  );
  const times = windowTimes(given.day, given.from, given.to);
  const [who, why] = [given.who.trim(), given.why.trim()];
  const missing = tried && (who === "" || why === "" || times === null) ? w("windows.missing") : undefined;
  const field = (name: keyof typeof given, type: string) => ({
    label: w(`windows.${name}`),
    type,
    value: given[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setGiven({ ...given, [name]: currentTarget.value }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (times !== null && who !== "" && why !== "") add.mutate({ who, why, ...times });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          {...field("who", "text")}
          placeholder={w("windows.who.hint")}
          maxLength={100}
          data-autofocus
        />
        <TextInput {...field("why", "text")} placeholder={w("windows.why.hint")} maxLength={300} />
        <TextInput {...field("day", "date")} />
        <TextInput {...field("from", "time")} />
        <TextInput {...field("to", "time")} error={missing} />
        {add.error === null ? null : <Trouble error={add.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close}>
            {t("back")}
          </Button>
          <Button type="submit" loading={add.isPending}>
            {w("windows.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
