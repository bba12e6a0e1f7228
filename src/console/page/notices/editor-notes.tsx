// What must be said above the editor: an edit brought back, somebody else's version in between, an old count, a marked change.

import { Button } from "@mantine/core";
import { DiffView } from "./diff-view.tsx";
import type { Edit } from "./edit.ts";
import type { Paper, PaperKey } from "./papers.ts";
import { useTelling } from "./telling.ts";

export function EditorNotes(props: { edit: Edit; paper: Paper; paperKey: PaperKey; onCompare: () => void }) {
  const { edit, paper } = props;
  const { w, count } = useTelling();
  const [newest] = paper.versions;
  const { liability = 0, dropped = 0 } = newest?.marks ?? {};
  return (
    <div className="notes" role="status" aria-live="polite">
      {edit.standing === "conflict" ? <Conflict {...props} /> : null}
      {edit.isRestored && edit.standing === "own" ? <p className="hand-note">{w("edit.restored")}</p> : null}
      {paper.isStale ? (
        <div className="hand-note">
          <p>{w("edit.stale")}</p>
          <Button size="xs" onClick={props.onCompare}>
            {w("edit.draft.take")}
          </Button>
        </div>
      ) : null}
      {dropped > 0 ? <p className="need-note">{w("marks.dropped", { count: count(dropped) })}</p> : null}
      {liability > 0 ? (
        <p className="hand-note">{w("marks.liability", { count: count(liability) })}</p>
      ) : null}
    </div>
  );
}

function Conflict({ edit, paper, paperKey }: { edit: Edit; paper: Paper; paperKey: PaperKey }) {
  const { w, who } = useTelling();
  return (
    <section className="need-note" aria-label={w("conflict.title")}>
      <p className="row-title">{w("conflict.title")}</p>
      <p>{w("conflict.explain", { version: paper.version, who: who(paper.versions[0]?.by ?? "") })}</p>
      <DiffView before={paper.text} after={edit.text} language={paperKey.language} />
      <div className="note-acts">
        <Button size="sm" onClick={edit.goOn}>
          {w("conflict.mine")}
        </Button>
        <Button size="sm" variant="default" onClick={() => edit.settle(paper)}>
          {w("conflict.theirs")}
        </Button>
      </div>
    </section>
  );
}
