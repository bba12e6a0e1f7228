// A channel that has not started: what still stands in the way, the trial to the owner, and the start.

import { Button, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useChange } from "../ground/asks.ts";
import { useNotice } from "../ground/notice.tsx";
import { Trouble } from "../ground/pieces.tsx";
import { Symbol } from "../ground/symbols.tsx";
import { pathOf } from "../incidents/asks.ts";
import { noticePlace } from "./asks.ts";
import type { Board, Readiness } from "./papers.ts";
import { batchPath, conditionsOf, needsReason, reachedBy } from "./sending-order.ts";
import { StartDialog } from "./start-dialog.tsx";
import { useTelling, wordOr } from "./telling.ts";

/** Sample letters are printed for nobody; the API asks for an address all the same. */
const NOBODY = "nobody@example.invalid";

export function ReadyPart({ id, board, ready }: { id: string; board: Board; ready: Readiness }) {
  const telling = useTelling();
  const { w, count } = telling;
  const [isStarting, setStarting] = useState(false);
  const { channel, people, withAddress, missing } = ready;
  return (
    <>
      <p>{w("ready.people", { people: count(people), with: count(reachedBy(ready, false)) })}</p>
      <Conditions ready={ready} />
      <Trial id={id} ready={ready} />
      <div className="start-act">
        <Button
          variant={needsReason(ready) ? "default" : "filled"}
          disabled={missing.length > 0 || withAddress === 0}
          onClick={() => setStarting(true)}
        >
          {w(channel === "email" ? "start.act" : "start.act.letter")}
        </Button>
      </div>
      {isStarting ? (
        <StartDialog id={id} board={board} ready={ready} onClose={() => setStarting(false)} />
      ) : null}
    </>
  );
}

function Conditions({ ready }: { ready: Readiness }) {
  const telling = useTelling();
  const { w, count } = telling;
  const { missing, errors, isTried } = ready;
  // What a later guard asks for is shown by its name rather than not at all.
  const all = [...new Set([...conditionsOf(ready), ...missing])];
  return (
    <ul className="conditions" aria-label={w("ready.title")}>
      {all.map((one) => (
        <Condition key={one} isFine={!missing.includes(one)} binds>
          {wordOr(telling, `ready.${one}`, one)}
        </Condition>
      ))}
      <Condition isFine={errors === 0 && !missing.includes("facts")}>
        {errors === 0 ? w("ready.errors") : w("ready.errors.left", { count: count(errors) })}
      </Condition>
      <Condition isFine={isTried}>{w(isTried ? "ready.tried" : "ready.tried.not")}</Condition>
    </ul>
  );
}

function Condition(props: { isFine: boolean; binds?: boolean; children: string }) {
  const { w } = useTelling();
  const { isFine, binds = false } = props;
  return (
    <li className={isFine ? "fine" : binds ? "open binds" : "open"}>
      <span className="condition-mark" aria-hidden="true">
        {isFine ? <Symbol name="check" size={16} /> : "–"}
      </span>
      <span>{props.children}</span>
      <span className="small quiet">{w(isFine ? "ready.fine" : "ready.open")}</span>
    </li>
  );
}

function Trial({ id, ready }: { id: string; ready: Readiness }) {
  const { w, language, count } = useTelling();
  const { report, channel, missing, isTried } = ready;
  const notice = useNotice();
  const [to, setTo] = useState("");
  const [isTold, setTold] = useState(false);
  const isLetter = channel === "letter";
  const title = w(isLetter ? "trial.title.letter" : "trial.title");
  const fault = isLetter || /^\S+@\S+\.\S+$/.test(to.trim()) ? undefined : w("trial.to.missing");
  const send = useChange<{ sent: number }>(
    () => `${pathOf(id)}/sendings/trial`,
    () => ({ report, channel, to: isLetter ? NOBODY : to.trim(), language }),
    [noticePlace(id)],
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTold(true);
    if (fault !== undefined) return;
    send.mutate(undefined, {
      onSuccess: ({ sent }) =>
        notice(w(isLetter ? "trial.letter.done" : "trial.done", { count: count(sent) })),
    });
  };
  return (
    <form className="trial" onSubmit={submit} noValidate aria-label={title}>
      <h3>{title}</h3>
      {isLetter ? <p className="quiet small">{w("trial.letter.note")}</p> : null}
      <div className="trial-fields">
        {isLetter ? null : (
          <TextInput
            label={w("trial.to")}
            type="email"
            autoComplete="email"
            value={to}
            maxLength={254}
            error={isTold ? fault : undefined}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
        )}
        <Button
          type="submit"
          variant={isTried ? "default" : "filled"}
          loading={send.isPending}
          disabled={missing.length > 0}
        >
          {w(isLetter ? "trial.act.letter" : "trial.act")}
        </Button>
      </div>
      {isLetter && isTried ? (
        <a className="text-link" href={batchPath(pathOf(id), `letters-trial-${report}.pdf`)} download>
          {w("trial.letter.get")}
        </a>
      ) : null}
      {send.error === null ? null : <Trouble error={send.error} />}
    </form>
  );
}
