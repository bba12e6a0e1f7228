// One watched tree: is anything changed that nobody approved, is it dangerous, what to press; below it the changes themselves.

import { Alert, Badge, Progress } from "@mantine/core";
import { Panel } from "../../ground/pieces.tsx";
import type { WatchedTree } from "./asks.ts";
import { ChangeList } from "./change-list.tsx";
import { useTelling } from "./telling.ts";
import { TreeActs } from "./tree-acts.tsx";

type State =
  | "same"
  | "malicious"
  | "suspicious"
  | "changed"
  | "window"
  | "none"
  | "foreign"
  | "starting"
  | "blind";

function stateOf({ state, waiting, blindCount }: WatchedTree): State {
  const { malicious, suspicious, clean } = waiting.byVerdict;
  if (malicious > 0) return "malicious";
  if (state === "foreign" || state === "starting" || state === "none") return state;
  if (suspicious > 0) return "suspicious";
  if (waiting.total > 0) {
    const announced = Object.values(waiting.byWindow).reduce((sum, count) => sum + count, 0);
    return waiting.unlisted === 0 && announced >= clean ? "window" : "changed";
  }
  return blindCount > 0 ? "blind" : "same";
}

const COLOURS = {
  same: "teal",
  malicious: "red",
  suspicious: "red",
  changed: "yellow",
  window: "yellow",
  none: "yellow",
  foreign: "red",
  starting: "gray",
  blind: "yellow",
} as const;

const COUNTED = { malicious: "malicious", suspicious: "suspicious" } as const;

export function TreePanel({ tree }: { tree: WatchedTree }) {
  const { w, time, who, count } = useTelling();
  const state = stateOf(tree);
  const { waiting, approval } = tree;
  // What is dangerous comes before any button that approves the rest.
  const isDangerous = waiting.byVerdict.malicious + waiting.byVerdict.suspicious > 0;
  const counted =
    state === "malicious" || state === "suspicious" ? waiting.byVerdict[COUNTED[state]] : waiting.total;
  return (
    <Panel
      title={tree.name}
      caption={tree.path}
      className="watched"
      aside={
        <Badge variant="light" color={COLOURS[state]} size="lg" tt="none">
          {w(`state.${state}`)}
        </Badge>
      }
    >
      {state === "blind" ? null : (
        <p className={COLOURS[state] === "red" ? "verdict lost" : "verdict"}>
          {w(`say.${state}`, { count: count(counted) })}
        </p>
      )}
      <Blind tree={tree} />
      <Work tree={tree} />
      {isDangerous ? null : <TreeActs tree={tree} />}
      {waiting.total > 0 ? <ChangeList tree={tree} /> : null}
      {isDangerous ? <TreeActs tree={tree} /> : null}
      <div className="quiet small">
        {approval === null ? null : (
          <p>
            {w("tree.approved", {
              time: time(approval.atMs),
              who: who(approval.by),
              why: approval.why,
              files: count(tree.files),
            })}
          </p>
        )}
        <p>
          {tree.fullPassAtMs === null ? "" : w("tree.passed", { time: time(tree.fullPassAtMs) })}{" "}
          {w(`tree.${tree.hearing}`)}
        </p>
      </div>
    </Panel>
  );
}

function Blind({ tree: { blind, blindCount, state } }: { tree: WatchedTree }) {
  const { w, named, count } = useTelling();
  // That nothing is approved yet is said already.
  const shown = blind.filter(({ reason }) => reason !== "manifest" || state === "approved");
  if (shown.length === 0) return null;
  const more = blindCount - blind.length;
  return (
    <Alert color="yellow" title={w("blind.title")}>
      <ul>
        {shown.map(({ path, reason }) => (
          <li key={`${path} ${reason}`} className="address">
            {w("blind.row", { path: path === "" ? "/" : path, reason: named("reason", reason) })}
          </li>
        ))}
      </ul>
      {more > 0 ? <p>{w("blind.more", { count: count(more) })}</p> : null}
    </Alert>
  );
}

function Work({ tree: { work, lastWork } }: { tree: WatchedTree }) {
  const { w, time, count } = useTelling();
  if (work === null) {
    if (lastWork === null || lastWork.fault === null) return null;
    const word = lastWork.fault === "moved-on" ? "ended.moved-on" : "ended.fault";
    return (
      <p className="small lost" role="status">
        {w(word, { time: time(lastWork.endedAtMs) })}
      </p>
    );
  }
  const { kind, done, total } = work;
  const said = w(`work.${kind}`);
  return (
    <div>
      <p className="small">
        {total === 0
          ? w("work.begun", { work: said })
          : w("work.far", { work: said, done: count(Math.min(done, total)), total: count(total) })}
      </p>
      <Progress
        value={total === 0 ? 100 : Math.min(100, (done / total) * 100)}
        animated={total === 0}
        aria-label={said}
      />
    </div>
  );
}
