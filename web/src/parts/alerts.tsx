import { useEffect, useRef, useState } from 'preact/hooks';
import type { Alert } from '../api/schema';
import { to } from '../route';
import { alerts } from '../state/alerts';
import { received, Time } from '../time/time';
import { count } from '../words/numbers';
import { Fold } from './fold';

const MOST = 40;

const NAMES: Record<Alert['kind'], string> = {
  new: 'new',
  figure: 'figure',
  correction: 'correction',
  withdrawal: 'withdrawn',
  dispute: 'dispute',
  agreement: 'dispute over',
};

function Item({ alert }: { alert: Alert }) {
  return (
    <li class={`alert ${alert.kind}`}>
      <p>
        <span class={alert.kind === 'dispute' || alert.kind === 'withdrawal' ? 'tag alarm' : 'tag'}>{NAMES[alert.kind]}</span>{' '}
        <a href={to.incident(alert.incident)}>{alert.says}</a>
      </p>
      <p class="dim">
        <Time when={received(alert.at)} short relative />
      </p>
    </li>
  );
}

/** The newest, and how many more: on a phone the list of incidents must not be a long way down. */
function Newest({ all }: { all: readonly Alert[] }) {
  const [first] = all;
  if (!first) return <>Alerts: none yet</>;
  return (
    <>
      Alerts: <span class="newest-says">{first.says}</span>
      {all.length > 1 && <span class="dim"> and {count(all.length - 1, 'earlier one')}</span>}
    </>
  );
}

function List({ shown }: { shown: readonly Alert[] }) {
  return (
    <>
      <ol>
        {shown.slice(0, MOST).map((alert) => (
          <Item key={alert.alert} alert={alert} />
        ))}
      </ol>
      <p class="dim">
        <a href="api/alerts.atom">The same as an Atom feed</a>
      </p>
    </>
  );
}

/** What mattered lately, the newest first. While the reader is in the list, new ones wait above it. */
export function Alerts({ folded = false }: { folded?: boolean }) {
  const list = useRef<HTMLElement>(null);
  const [shown, setShown] = useState(alerts.value);
  const all = alerts.value;
  const waiting = all.filter((alert) => !shown.includes(alert)).length;
  useEffect(() => {
    if (!list.current?.matches(':hover, :focus-within')) setShown(all);
  }, [all]);
  if (folded)
    return (
      <aside class="alerts" aria-label="Alerts" ref={list}>
        <Fold summary={<Newest all={all} />} onPaper={false}>
          {() => <List shown={shown} />}
        </Fold>
      </aside>
    );
  return (
    <aside class="alerts" aria-labelledby="alerts-title" ref={list}>
      <div class="list-head">
        <h2 id="alerts-title">Alerts</h2>
        {waiting > 0 && (
          <button type="button" class="small" onClick={() => setShown(all)}>
            {count(waiting, 'new alert')}
          </button>
        )}
      </div>
      {shown.length === 0 && <p class="dim">None yet.</p>}
      <List shown={shown} />
    </aside>
  );
}
