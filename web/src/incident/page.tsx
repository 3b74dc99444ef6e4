import { useEffect } from 'preact/hooks';
import { Courses } from '../course/course';
import { undo } from '../edit/claim';
import { merge, note, split } from '../edit/incident';
import { Edits } from '../edit/list';
import { title } from '../pages/row';
import { useKeys } from '../parts/keys';
import { wide } from '../parts/narrow';
import { useSteady } from '../parts/place';
import { useTitle } from '../parts/title';
import { go, route, to } from '../route';
import { claimOf, closeIncident, missing, open, openIncident } from '../state/open';
import { Around } from '../time/clock';
import type { Incident } from '../api/schema';
import { Apart, Where, Who } from './about';
import { Head } from './head';
import { Ledger } from './ledger';
import { Panel } from './panel';
import { Reports } from './reports';
import { Since } from './since';
import { Tally } from './tally';
import { Timeline } from './timeline';

/** j and k go through the claims that are told, in the order of the page. */
function step(by: number): void {
  const at = route.value;
  if (at.page !== 'incident') return;
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.tally a.q')];
  const here = links.findIndex((link) => link.hash === location.hash);
  const next = here < 0 ? (by > 0 ? 0 : links.length - 1) : here + by;
  const link = links[Math.min(Math.max(next, 0), links.length - 1)];
  if (!link) return;
  link.focus();
  go(link.hash);
}

function Findings({ incident }: { incident: Incident }) {
  useSteady(incident);
  return (
    <div class="findings">
      <Head incident={incident} />
      <Since incident={incident} />
      <Tally />
      <Ledger />
      <Courses />
      <Timeline />
      <Where incident={incident} />
      <Who incident={incident} />
      <Reports incident={incident} />
      <Apart incident={incident} />
      {incident.edits.length > 0 && (
        <section aria-labelledby="edits-title">
          <h2 id="edits-title">Editors’ words</h2>
          <Edits edits={incident.edits} />
        </section>
      )}
    </div>
  );
}

/** On a wide screen the words stand beside the figures from the start: those of the newest report that is no reprint. */
function shownDocument(incident: Incident, chosen: string | null): string | null {
  if (chosen || !wide.value) return chosen;
  return incident.documents.filter((row) => !row.reprint_of).at(-1)?.key ?? null;
}

function Opened({ incident }: { incident: Incident }) {
  const at = route.value;
  const chosen = at.page === 'incident' ? at : null;
  const claim = chosen?.claim ? claimOf(chosen.claim) : undefined;
  const document = shownDocument(incident, chosen?.document ?? null);
  const close = chosen?.document ? () => go(to.incident(incident.summary.id)) : null;
  useTitle(title(incident.summary));
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    m: () => void merge(incident),
    s: () => void split(incident),
    ...(!claim && { n: () => void note({ incident: incident.summary.id }), u: () => void undo(null) }),
    ...(close && { Escape: close }),
  });
  return (
    <Around.Provider value={{ incident: incident.summary.place?.zone ?? null, outlet: null }}>
      <div class={document ? 'report with-panel' : 'report'}>
        <Findings incident={incident} />
        {document && (
          <div class="panel">
            <Panel document={document} claim={claim} close={close} />
          </div>
        )}
      </div>
    </Around.Provider>
  );
}

export function IncidentPage({ id }: { id: string }) {
  useEffect(() => {
    void openIncident(id);
    return () => closeIncident(id);
  }, [id]);
  if (missing.value)
    return (
      <>
        <h1 class="page-title">Not found</h1>
        <p>{missing.value}</p>
        <p>
          <a href={to.incidents()}>All incidents</a>
        </p>
      </>
    );
  if (!open.value) return <p class="dim">Loading…</p>;
  return <Opened incident={open.value} />;
}
