// Asks before a notice goes to the customers: who gets which paper, how many, and why all the same when something is open.

import { Button, Checkbox, Group, Modal, Stack, Table, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useChange } from "../ground/asks.ts";
import { useNotice } from "../ground/notice.tsx";
import { Trouble } from "../ground/pieces.tsx";
import { pathOf } from "../incidents/asks.ts";
import { noticePlace } from "./asks.ts";
import type { Board, Readiness } from "./papers.ts";
import { classCounts, needsReason, reachedBy } from "./sending-order.ts";
import { useTelling } from "./telling.ts";

interface Props {
  readonly id: string;
  readonly board: Board;
  readonly ready: Readiness;
  readonly onClose: () => void;
}

export function StartDialog(props: Props) {
  const { t, w } = useTelling();
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={w(props.ready.channel === "letter" ? "start.title.letter" : "start.title", {
        report: props.ready.report,
      })}
      centered
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <StartForm {...props} />
    </Modal>
  );
}

function StartForm({ id, board, ready, onClose }: Props) {
  const { t, w, count } = useTelling();
  const notice = useNotice();
  const { report, channel, people } = ready;
  const isLetter = channel === "letter";
  const [reason, setReason] = useState("");
  const [everyone, setEveryone] = useState(false);
  const [isTold, setTold] = useState(false);
  const reached = reachedBy(ready, everyone);
  const all = everyone ? (board.addressees?.people ?? people) : people;
  const missing = needsReason(ready) && reason.trim() === "" ? w("start.reason.missing") : undefined;
  const start = useChange<unknown>(
    () => `${pathOf(id)}/sendings/start`,
    () => ({ report, channel, reason: reason.trim(), everyone }),
    [noticePlace(id)],
    () => {
      notice(w(isLetter ? "start.done.letter" : "start.done"));
      onClose();
    },
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (missing === undefined) start.mutate();
    else setTold(true);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {isLetter && !everyone ? (
          <p>{w("start.letters", { people: count(people) })}</p>
        ) : (
          <WhoGetsWhat board={board} paper={w(`paper.${channel}`)} />
        )}
        {all > reached ? (
          <p className="small">{w("start.with", { with: count(reached), without: count(all - reached) })}</p>
        ) : null}
        <p className="hand-note">{w(isLetter ? "start.final.letter" : "start.final")}</p>
        {isLetter ? (
          <Checkbox
            label={w("start.everyone")}
            checked={everyone}
            onChange={(event) => setEveryone(event.currentTarget.checked)}
          />
        ) : null}
        {needsReason(ready) ? (
          <>
            <WhatIsOpen ready={ready} />
            <TextInput
              label={w("start.reason")}
              description={w("start.reason.hint")}
              value={reason}
              maxLength={1_000}
              error={isTold ? missing : undefined}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          </>
        ) : null}
        {start.error === null ? null : <Trouble error={start.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("back")}
          </Button>
          <Button type="submit" loading={start.isPending}>
            {w(isLetter ? "start.go.letter" : "start.go", { count: count(reached) })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function WhatIsOpen({ ready }: { ready: Readiness }) {
  const { w, count } = useTelling();
  return (
    <div className="need-note">
      {ready.errors === 0 ? null : <p>{w("start.open.errors", { count: count(ready.errors) })}</p>}
      {ready.isTried ? null : <p>{w("start.open.trial")}</p>}
    </div>
  );
}

function WhoGetsWhat({ board, paper }: { board: Board; paper: string }) {
  const { w, count } = useTelling();
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{w("start.class")}</Table.Th>
          <Table.Th scope="col" className="number">
            {w("start.people")}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {classCounts(board).map(({ of, people }) => (
          <Table.Tr key={of}>
            <Table.Th scope="row">
              <span className={`swatch ${of}`} aria-hidden="true" />
              {w(`audience.${of}`)} <span className="quiet small unbroken">{paper}</span>
            </Table.Th>
            <Table.Td className="number">{w("audience.people", { count: count(people) })}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
