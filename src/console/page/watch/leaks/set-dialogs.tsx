// One planted set: its addresses, each to be retired, and retiring the whole set.

import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import { useChange } from "../../ground/asks.ts";
import { Confirm } from "../../ground/confirm.tsx";
import { useNotice } from "../../ground/notice.tsx";
import { Trouble, Waiting } from "../../ground/pieces.tsx";
import { LEAKS, useCanaries, type PlantedSet } from "./asks.ts";
import { useLeakTelling } from "./use-telling.ts";

export function RetireSet({ set, close }: { set: PlantedSet | null; close: () => void }) {
  const { w, system } = useLeakTelling();
  const retire = useRetire(close);
  const named = set === null ? "" : `${system(set.system)} ${set.period}`;
  return (
    <Confirm
      opened={set !== null}
      title={w("retire.ask", { name: named })}
      explain={w("retire.explain")}
      act={w("set.retire")}
      busy={retire.isPending}
      error={retire.error}
      onClose={close}
      onAct={() => {
        if (set !== null) retire.mutate({ system: set.system, period: set.period });
      }}
    />
  );
}

export function SetDialog({ set, close }: { set: PlantedSet | null; close: () => void }) {
  const { t, w, system } = useLeakTelling();
  return (
    <Modal
      opened={set !== null}
      onClose={close}
      title={set === null ? "" : w("set.title", { system: system(set.system), period: set.period })}
      centered
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {set === null ? null : <Addresses set={set} />}
    </Modal>
  );
}

function Addresses({ set }: { set: PlantedSet }) {
  const { w, day } = useLeakTelling();
  const canaries = useCanaries(set);
  const [asked, setAsked] = useState<{ readonly id: string; readonly address: string } | null>(null);
  const retire = useRetire(() => setAsked(null));
  if (canaries.data === undefined)
    return canaries.error === null ? (
      <Waiting />
    ) : (
      <Trouble error={canaries.error} again={() => void canaries.refetch()} />
    );
  return (
    <>
      <p className="quiet small">{w("set.note")}</p>
      <ul className="rows addresses">
        {canaries.data.map(({ id, address, retiredAtMs }) => (
          <li key={id}>
            <div>
              <p className="anywhere">{address}</p>
              {retiredAtMs === null ? null : (
                <p className="quiet small">
                  {w("set.state.retired")} {day(retiredAtMs)}
                </p>
              )}
            </div>
            {retiredAtMs === null ? (
              <Button
                size="xs"
                variant="default"
                aria-label={w("one.retire.named", { address })}
                onClick={() => setAsked({ id, address })}
              >
                {w("set.retire")}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <Confirm
        opened={asked !== null}
        title={w("retire.ask", { name: asked?.address ?? "" })}
        explain={w("retire.explain")}
        act={w("set.retire")}
        busy={retire.isPending}
        error={retire.error}
        onClose={() => setAsked(null)}
        onAct={() => {
          if (asked !== null) retire.mutate({ id: asked.id });
        }}
      />
    </>
  );
}

type Wish = { readonly id: string } | { readonly system: string; readonly period: string };

function useRetire(done: () => void) {
  const { w, count } = useLeakTelling();
  const notice = useNotice();
  const retire = useChange<{ readonly retired: number }, Wish>(
    () => "/v1/canary/retire",
    (wish) => wish,
    [LEAKS],
    done,
  );
  return {
    isPending: retire.isPending,
    error: retire.error,
    mutate: (wish: Wish): void =>
      retire.mutate(wish, {
        onSuccess: ({ retired }) => notice(w("retire.done", { count: count(retired) })),
      }),
  };
}
