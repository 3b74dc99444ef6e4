import type { FigureBrief, IncidentRow } from '../api/schema';
import { narrow } from '../parts/narrow';
import { Tag } from '../parts/speaker';
import { to } from '../route';
import { seenOf } from '../state/seen';
import { Around } from '../time/clock';
import { received, Time } from '../time/time';
import { brief, reports } from '../words/numbers';
import { country, kind } from '../words/tables';

const HEIGHT = { wide: 5.5, narrow: 8.25 }; // rem

/** Of a row, in pixels: all rows are equal, so that a long list can be shown in part. */
export function rowHeight(): number {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return rem * (narrow.value ? HEIGHT.narrow : HEIGHT.wide);
}

export const where = ({ place }: IncidentRow): string | null =>
  place && [place.name, place.country && country(place.country)].filter((name, n, all) => name && name !== all[n - 1]).join(', ');

export const title = (row: IncidentRow): string => [kind(row.kind), where(row)].filter(Boolean).join(', ');

/** Whether any number of it is: a figure that is only denied or feared has none. */
const known = ({ low, best, high }: FigureBrief): boolean => (low ?? best ?? high) !== null;

function Brief({ figure }: { figure: FigureBrief }) {
  const { label, of_label, low, best, high, disputed } = figure;
  const { main, range } = brief(low, best, high);
  return (
    <li class={disputed ? 'brief at-odds' : 'brief'}>
      <b>{main}</b>
      {range && <span class="dim"> ({range})</span>} <span class="brief-of">{of_label ? `${label}, ${of_label}` : label}</span>{' '}
      {disputed && <Tag alarm>disputed</Tag>}
    </li>
  );
}

/** Shapes before colours: a filled mark for what changed since the reader last looked, none for what they know. */
function News({ row }: { row: IncidentRow }) {
  const seen = seenOf(row.id);
  if (!seen || seen.change >= row.change) return null;
  return <span class="tag news">changed since you looked</span>;
}

export function Row({ row }: { row: IncidentRow }) {
  const around = { incident: row.place?.zone ?? null, outlet: null };
  return (
    <Around.Provider value={around}>
      <article class="incident-row">
        <div class="row-what">
          <h2>
            <a href={to.incident(row.id)} title={title(row)}>
              {title(row)}
            </a>
          </h2>
          <p class="headline">{row.headline}</p>
        </div>
        <ul class="briefs">
          {row.figures.filter(known).slice(0, 3).map((figure) => (
            <Brief key={figure.key} figure={figure} />
          ))}
        </ul>
        <div class="row-when">
          <Time when={received(row.changed)} short relative />
          <p class="dim">
            {reports(row.documents, row.origins)}
          </p>
          <News row={row} />
        </div>
      </article>
    </Around.Provider>
  );
}
