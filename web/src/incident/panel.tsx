import { useEffect, useState } from 'preact/hooks';
import { api } from '../api/client';
import type { Claim, Document } from '../api/schema';
import { Article } from '../article/article';
import { documentsByKey, open } from '../state/open';
import { Around } from '../time/clock';
import { received, Time } from '../time/time';
import { ClaimDetail } from './claim';

/** The document with its text, asked for anew when the incident changes. */
function useDocument(key: string, revision: number | null): Document | string | null {
  const [held, setHeld] = useState<Document | string | null>(null);
  const change = open.value?.summary.change;
  useEffect(() => {
    const stop = new AbortController();
    api.document(key, revision, stop.signal).then(setHeld, (fault: unknown) => {
      if (!stop.signal.aborted) setHeld(String(fault instanceof Error ? fault.message : fault));
    });
    return () => stop.abort();
  }, [key, revision, change]);
  return typeof held === 'string' || held?.about.key === key ? held : null;
}

function Revisions({ document, choose }: { document: Document; choose: (revision: number) => void }) {
  const { revisions, about } = document;
  if (revisions.length < 2) return null;
  return (
    <label>
      Revision{' '}
      <select value={about.revision} onChange={(event) => choose(Number(event.currentTarget.value))}>
        {revisions.map(({ revision }) => (
          <option value={revision}>
            {revision} of {revisions.length}
          </option>
        ))}
      </select>
    </label>
  );
}

function Report({ document: key, claim }: { document: string; claim: Claim | undefined }) {
  const [chosen, setRevision] = useState<number | null>(null);
  const held = useDocument(key, chosen ?? (claim?.document === key ? claim.revision : null)); // a withdrawn claim's words stand in an older one
  const row = documentsByKey.value.get(key);
  const { summary } = open.value!;
  return (
    <section class="report-text" aria-labelledby="report-title">
      <h2 id="report-title">{row?.outlet ?? 'Report'}</h2>
      {row?.title && typeof held !== 'string' && !held?.text.startsWith(row.title) && <p class="headline">{row.title}</p>}
      <p class="dim">
        {row?.published ? <Time when={row.published} relative /> : row && <Time when={received(row.received)} />}{' '}
        {row?.url && /^https?:/.test(row.url) && (
          <a href={row.url} rel="noreferrer noopener" target="_blank">
            at its source<span class="vh"> (opens a new tab)</span>
          </a>
        )}
      </p>
      {typeof held === 'string' && <p class="alarm">{held}</p>}
      {held === null && <p class="dim">Loading…</p>}
      {held !== null && typeof held !== 'string' && (
        <>
          <Revisions document={held} choose={setRevision} />
          <Article document={held} incident={summary.id} open={claim?.key ?? null} />
        </>
      )}
    </section>
  );
}

/** What a figure was read from: the claim, and the report with its words marked. */
export function Panel({ document, claim, close }: { document: string; claim: Claim | undefined; close: (() => void) | null }) {
  const { place } = open.value!.summary;
  const published = documentsByKey.value.get(document)?.published;
  const outlet = published?.zone_from === 'outlet' || published?.zone_from === 'stated' ? published.zone : null;
  return (
    <Around.Provider value={{ incident: place?.zone ?? null, outlet }}>
      {close && (
        <button type="button" class="small close" onClick={close}>
          Close <kbd>Esc</kbd>
        </button>
      )}
      {claim && <ClaimDetail key={claim.key} claim={claim} />}
      <Report key={document} document={document} claim={claim} />
    </Around.Provider>
  );
}
