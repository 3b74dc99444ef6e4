import type { DocumentRow, Incident } from '../api/schema';
import { move, reprint } from '../edit/incident';
import { Fold, Long } from '../parts/fold';
import { Tag } from '../parts/speaker';
import { to } from '../route';
import { Around } from '../time/clock';
import { received, Time } from '../time/time';
import { count } from '../words/numbers';

const MOST = 20;

/** It is here for the figures alone that an editor gave to this incident. */
const Elsewhere = ({ row }: { row: DocumentRow }) => (
  <span class="dim">
    {' '}
    tells of {row.incident ? <a href={to.incident(row.incident)}>{row.incident}</a> : 'no incident'}; an editor gave a figure of it to this one
  </span>
);

function Report({ row, incident, reprints }: { row: DocumentRow; incident: Incident; reprints: DocumentRow[] }) {
  const { id, place } = incident.summary;
  return (
    <Around.Provider value={{ incident: place?.zone ?? null, outlet: row.published?.zone_from === 'outlet' ? row.published.zone : null }}>
      <li class="report-line">
        <p>
          <b>{row.outlet ?? 'outlet not known'}</b>{' '}
          <a href={to.document(id, row.key)}>{row.title ?? row.id}</a>
          {row.revisions > 1 && (
            <>
              {' '}
              <Tag>revision {row.revision}</Tag>
            </>
          )}
          {row.incident !== id && <Elsewhere row={row} />}
        </p>
        <p class="dim">
          {row.published ? <Time when={row.published} /> : <Time when={received(row.received)} />} · {count(row.claims, 'claim')}
          {row.reprint_by === 'editor' && ' · reprint by an editor’s word'}
        </p>
        <p class="actions">
          <button type="button" class="small" onClick={() => void reprint(incident, row)}>
            Reprint…<span class="vh"> of what {row.outlet} repeats</span>
          </button>
          <button type="button" class="small" onClick={() => void move(incident, row)}>
            Move…<span class="vh"> {row.outlet} elsewhere</span>
          </button>
        </p>
        {reprints.length > 0 && (
          <Fold class="reprints" summary={`${count(reprints.length, 'reprint')} of it`}>
            {() => (
              <ul class="plain">
                {reprints.map((other) => (
                  <Report key={other.key} row={other} incident={incident} reprints={[]} />
                ))}
              </ul>
            )}
          </Fold>
        )}
      </li>
    </Around.Provider>
  );
}

/** The reports, each with those that only repeat it folded under it. */
export function Reports({ incident }: { incident: Incident }) {
  const { documents } = incident;
  const has = (key: string | null) => documents.some((row) => row.key === key);
  const origins = documents.filter((row) => !has(row.reprint_of));
  return (
    <section aria-labelledby="reports-title">
      <h2 id="reports-title">Reports</h2>
      <Long
        items={origins}
        most={MOST}
        list={(some) => (
          <ul class="reports plain">
            {some.map((row) => (
              <Report key={row.key} row={row} incident={incident} reprints={documents.filter((other) => other.reprint_of === row.key)} />
            ))}
          </ul>
        )}
      />
    </section>
  );
}
