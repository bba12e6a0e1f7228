// The first card: leaked or not, when and through which copy, who has it, and what is missing to notice a leak at all.

import { Group } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useAlerts } from "../../ground/asks.ts";
import type { AlertView } from "../../ground/reach.ts";
import { Symbol } from "../../ground/symbols.tsx";
import { OpenFromAlert } from "../../incidents/open-from-alert.tsx";
import type { LeakOverview } from "./asks.ts";
import { type LeakTelling } from "./telling.ts";
import { useLeakTelling } from "./use-telling.ts";
import { dueOf, elsewhereOf, leakTold, percentOf, stepsOf, verdictOf, type FoundLeak } from "./verdict.ts";

const SYMBOLS = { act: "bell", watch: "shield", setup: "shield", calm: "check" } as const;
/** The house's tones: of headlines that need nobody there is one. */
const TONES = { act: "act", watch: "watch", setup: "watch", calm: "calm" } as const;

export function VerdictCard({ overview }: { overview: LeakOverview }) {
  const telling = useLeakTelling();
  const { w, moment } = telling;
  const { level, title, leaks, systems, suspicion } = verdictOf(overview, telling);
  const { standing } = overview;
  const [latest, ...older] = leaks;
  return (
    <section className={`headline ${TONES[level]}`} aria-label={w("head.label")}>
      <p className="headline-level">
        <Symbol name={SYMBOLS[level]} size={18} />
        {w(`head.level.${level}`)}
      </p>
      <p className="headline-title" role="status" aria-live="polite">
        {title}
      </p>
      {latest === undefined ? null : <LeakFacts leak={latest} />}
      {level === "watch" ? <p>{w("head.suspected.next")}</p> : null}
      {older.length === 0 ? null : (
        <div className="small">
          <p className="chain-title">{w("head.more")}</p>
          <ul>
            {older.map((leak) => (
              <li key={`${leak.system} ${leak.fromMs}`}>
                {leakTold(leak, telling)} {w("head.leak.sure", { percent: percentOf(leak.probability) })}
              </li>
            ))}
          </ul>
        </div>
      )}
      {suspicion === null || level !== "act" ? null : (
        <p className="small">{w("head.suspicion", { percent: percentOf(suspicion) })}</p>
      )}
      <Belonging systems={systems} />
      {level === "setup" || level === "calm" ? <p className="quiet narrow">{w("lead")}</p> : null}
      {level === "setup" ? <Steps overview={overview} /> : null}
      <Facts overview={overview} />
      {standing === null || standing.found === null ? null : (
        <p className="quiet small">
          {standing.isWorking ? w("head.working") : w("head.asof", { time: moment(standing.atMs) })}
        </p>
      )}
    </section>
  );
}

function LeakFacts({ leak }: { leak: FoundLeak }) {
  const { w, system, count } = useLeakTelling();
  const others = elsewhereOf(leak).map((one) =>
    w("head.leak.elsewhere.one", { system: system(one.system), percent: percentOf(one.probability) }),
  );
  return (
    <div>
      <p>
        <strong className="sure">{w("head.leak.sure", { percent: percentOf(leak.probability) })}</strong>{" "}
        {w("head.leak.heard", { hit: count(leak.hit), all: count(leak.hit + leak.silent) })}
      </p>
      {others.length === 0 ? null : (
        <p className="quiet small">{w("head.leak.elsewhere", { systems: others.join(w("between")) })}</p>
      )}
    </div>
  );
}

/** The alert of each system, with the way to its incident. */
function Belonging({ systems }: { systems: readonly string[] }) {
  const alerts = useAlerts();
  const own = systems.flatMap((system) => {
    const alert = alerts.data?.find((one) => one.kind === "canary" && systemOf(one) === system);
    return alert === undefined ? [] : [{ system, alert }];
  });
  return own.map(({ system, alert }) => <AlertOf key={system} alert={alert} />);
}

function AlertOf({ alert }: { alert: AlertView }) {
  const { w, who } = useLeakTelling();
  const title = alert.said?.subject ?? w("head.label");
  return (
    <div className="belonging">
      <p className="small">
        {title}
        {alert.owner === "" ? null : ` — ${w("head.told", { who: who(alert.owner) })}`}
      </p>
      <Group gap="sm">
        <OpenFromAlert title={title} alert={alert} />
        <Link to="/alerts/$alertId" params={{ alertId: alert.id }} className="text-link">
          {w("head.alert")}
        </Link>
      </Group>
    </div>
  );
}

/** As the desk keeps what another room raised. */
function systemOf({ facts }: AlertView): string | undefined {
  try {
    const story = JSON.parse(facts) as { raised?: { facts?: { system?: string } } } | null;
    return story?.raised?.facts?.system;
  } catch {
    return undefined;
  }
}

function Steps({ overview }: { overview: LeakOverview }) {
  const { w } = useLeakTelling();
  return (
    <ol className="steps">
      {stepsOf(overview).map(({ step, done }) => (
        <li key={step} className={done === true ? "quiet" : ""}>
          {w(`step.${step}`)}
          {done === null ? null : (
            <span className={done ? "step-mark" : "step-mark open"}>
              {w(done ? "step.done" : "step.open")}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

function Facts({ overview }: { overview: LeakOverview }) {
  const telling = useLeakTelling();
  const { w, count } = telling;
  const watching = overview.systems.filter(({ watched }) => watched > 0);
  const sum = watching.reduce((all, { watched }) => all + watched, 0);
  return (
    <dl className="headline-facts">
      <div>
        <dt>{w("head.watched")}</dt>
        <dd>{w("head.watched.value", { count: count(sum), systems: count(watching.length) })}</dd>
      </div>
      <div>
        <dt>{w("head.mail")}</dt>
        <dd className="anywhere">{mailTold(overview, telling)}</dd>
      </div>
      <div>
        <dt>{w("head.due")}</dt>
        <dd>{dueTold(overview, telling)}</dd>
      </div>
    </dl>
  );
}

function mailTold({ listening: { listen, port, folder } }: LeakOverview, { w }: LeakTelling): string {
  if (listen !== null && port === null) return w("head.mail.failed", { listen });
  if (listen !== null) return w(folder ? "head.mail.both" : "head.mail.smtp", { listen });
  return w(folder ? "head.mail.folder" : "head.mail.none");
}

function dueTold(overview: LeakOverview, { w, day, system }: LeakTelling): string {
  const due = dueOf(overview, Date.now());
  if (due === null) return w("head.due.none");
  if (due.systems.length === 0) return w("head.due.on", { day: day(due.nextMs) });
  return w("head.due.now", { systems: due.systems.map(system).join(w("between")) });
}
