import type { Incident } from '../api/schema';
import { title } from '../pages/row';
import { Tag } from '../parts/speaker';
import { received, Time } from '../time/time';
import { reports } from '../words/numbers';
import { merge, note, split } from '../edit/incident';

const PHASE = { ongoing: 'going on', ended: 'over' };

export function Head({ incident }: { incident: Incident }) {
  const { summary, also } = incident;
  return (
    <header>
      <h1>
        {title(summary)}
        <span class="sub">{summary.headline}</span>
      </h1>
      <p class="when">
        {summary.begin ? <Time when={summary.begin} relative /> : 'When it began is not known'}
        {summary.end && (
          <>
            {' until '}
            <Time when={summary.end} />
          </>
        )}{' '}
        {summary.phase && <Tag>{PHASE[summary.phase]}</Tag>} {summary.disputed && <Tag alarm>disputed</Tag>}
      </p>
      <p class="source">
        {summary.id}
        {also.length > 0 && ` (also ${also.join(', ')})`} · {reports(summary.documents, summary.origins)} · changed{' '}
        <Time when={received(summary.changed)} short relative />
      </p>
      <p class="actions">
        <button type="button" class="small" onClick={() => void merge(incident)}>
          Merge… <kbd>m</kbd>
        </button>
        <button type="button" class="small" onClick={() => void split(incident)} disabled={incident.documents.length < 2}>
          Split… <kbd>s</kbd>
        </button>
        <button type="button" class="small" onClick={() => void note({ incident: summary.id })}>
          Note… <kbd>n</kbd>
        </button>
        <button type="button" class="small" onClick={() => print()}>
          Print
        </button>
      </p>
    </header>
  );
}
