import { useEffect, useState } from 'preact/hooks';
import { api } from '../api/client';
import type { Edit } from '../api/schema';
import { edited } from '../edit/say';
import { useTitle } from '../parts/title';
import { to } from '../route';
import { tellFault } from '../state/desk';
import { lastEdit } from '../state/start';
import { received, Time } from '../time/time';

const PAGE = 1000;

/** All edits, those after the last known one asked for when one comes in. */
function useEdits(): readonly Edit[] | null {
  const [edits, setEdits] = useState<readonly Edit[] | null>(null);
  const newest = lastEdit.value;
  useEffect(() => {
    let live = true;
    const load = async () => {
      let all = edits ?? [];
      for (;;) {
        const page = (await api.edits({ after: all.at(-1)?.edit ?? 0, limit: PAGE })).edits;
        all = [...all, ...page];
        if (page.length < PAGE) break;
      }
      const undone = new Map(all.filter((e) => e.undoes !== null).map((e) => [e.undoes, e.edit]));
      if (live) setEdits(all.map((e) => ({ ...e, undone_by: undone.get(e.edit) ?? e.undone_by })));
    };
    load().catch(tellFault);
    return () => {
      live = false;
    };
  }, [newest]);
  return edits;
}

function Row({ edit }: { edit: Edit }) {
  return (
    <tr class={edit.undone_by === null ? '' : 'undone'}>
      <th scope="row">{edit.edit}</th>
      <td>
        <Time when={received(edit.at)} short />
      </td>
      <td>
        <b>{edit.author}</b>
      </td>
      <td>
        {edited(edit)}
        {edit.undone_by !== null && <span class="tag">undone by {edit.undone_by}</span>}
      </td>
      <td>{edit.reason}</td>
      <td>
        {edit.incident && <a href={to.incident(edit.incident)}>{edit.incident}</a>} {edit.claim ?? edit.document}
      </td>
    </tr>
  );
}

const Log = ({ edits }: { edits: readonly Edit[] }) => (
  <div class="scroll" tabIndex={0} role="region" aria-label="The audit log">
    <table class="audit">
      <thead>
        <tr>
          {['edit', 'when', 'who', 'what', 'why', 'of'].map((name) => (
            <th scope="col">{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...edits].reverse().map((edit) => (
          <Row key={edit.edit} edit={edit} />
        ))}
      </tbody>
    </table>
  </div>
);

/** The audit log: what people did, the newest first. Nothing in it is ever changed. */
export function AuditPage() {
  useTitle('Edits');
  const edits = useEdits();
  return (
    <>
      <h1 class="page-title">Edits</h1>
      <p>
        What editors did. Nothing here is ever changed or taken away. <a href="api/edits.jsonl">The whole log as JSON Lines</a>
      </p>
      {edits?.length === 0 && <p>Nobody has edited anything yet.</p>}
      {edits && edits.length > 0 && <Log edits={edits} />}
    </>
  );
}
