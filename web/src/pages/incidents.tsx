import { useEffect, useRef } from 'preact/hooks';
import { IncidentMap, placed } from '../map/incidents';
import { Alerts } from '../parts/alerts';
import { Fold } from '../parts/fold';
import { narrow } from '../parts/narrow';
import { useTitle } from '../parts/title';
import { Window } from '../parts/window';
import { to } from '../route';
import { desk } from '../state/desk';
import { filtered } from '../state/filter';
import { loading, settle, shown, waiting } from '../state/incidents';
import { count, number } from '../words/numbers';
import { Filters } from './filters';
import { Row, rowHeight } from './row';

/** j and k, or the arrows, go from row to row; the one to come is brought onto the screen first. */
function useRowKeys(list: { current: HTMLOListElement | null }, height: number): void {
  useEffect(() => {
    const move = (event: KeyboardEvent) => {
      const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
      const row = document.activeElement?.closest<HTMLElement>('[aria-posinset]');
      if (!step || !row || !list.current?.contains(row) || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const n = Number(row.getAttribute('aria-posinset')) + step;
      const top = list.current.getBoundingClientRect().top + (n - 1) * height;
      if (top < 0) scrollBy(0, top - height);
      if (top + height > innerHeight) scrollBy(0, top + 2 * height - innerHeight);
      requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[aria-posinset="${n}"] a`)?.focus({ preventScroll: true }));
    };
    addEventListener('keydown', move);
    return () => removeEventListener('keydown', move);
  }, [height]);
}

/** New order waits for the reader, unless they have not begun to read: at the top, with nothing in the list focused. */
function useSettling(list: { current: HTMLOListElement | null }): void {
  const held = waiting.value;
  useEffect(() => {
    if (held && scrollY === 0 && !list.current?.matches(':hover, :focus-within')) settle();
  }, [held]);
}

/** A desk to which nothing has come yet: what there is to do. */
const Empty = () => (
  <p class="empty">
    Nothing has come in yet. Follow a feed, or paste a report, under <a href={to.page('feeds')}>Feeds</a>: each incident that a report tells of
    appears here by itself.
  </p>
);

export function IncidentsPage() {
  useTitle('Incidents');
  const list = useRef<HTMLOListElement>(null);
  const height = rowHeight();
  useRowKeys(list, height);
  useSettling(list);
  const rows = filtered.value;
  const empty = !loading.value && shown.value.length === 0;
  return (
    <div class="columns">
      <div>
        <h1 class="page-title">Incidents</h1>
        {narrow.value && <Alerts folded />}
        <Filters />
        {rows.length > 0 && (
          <Fold class="list-map" summary={`Map: ${number(placed(rows).length)} of ${count(rows.length, 'incident')}`} onPaper={false}>
            {() => <IncidentMap rows={rows} />}
          </Fold>
        )}
        {!empty && (
          <div class="list-head">
            <p class="dim" role="status">
              {loading.value ? 'Loading…' : count(rows.length, 'incident')}
              {desk.value && `, figures by the rule “${desk.value.rule}”`}
            </p>
            <button type="button" class="small settle" onClick={settle} aria-disabled={!waiting.value}>
              {waiting.value ? `Put in order: ${waiting.value} changed` : 'In order'}
            </button>
          </div>
        )}
        {empty && <Empty />}
        {!empty && !loading.value && rows.length === 0 && <p class="empty">No incident fits.</p>}
        <Window list={list} items={rows} height={height} label="Incidents, the last changed first" row={(row) => <Row row={row} />} />
      </div>
      {!narrow.value && <Alerts />}
    </div>
  );
}
