import { useEffect, useRef, useState } from 'preact/hooks';
import type { Alert } from '../api/schema';
import { to } from '../route';
import { alerts } from '../state/alerts';
import { received, Time } from '../time/time';
import { count } from '../words/numbers';

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

/** What mattered lately, the newest first. While the reader is in the list, new ones wait above it. */
export function Alerts() {
  const list = useRef<HTMLElement>(null);
  const [shown, setShown] = useState(alerts.value);
  const all = alerts.value;
  const waiting = all.filter((alert) => !shown.includes(alert)).length;
  useEffect(() => {
    if (!list.current?.matches(':hover, :focus-within')) setShown(all);
  }, [all]);
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
      <ol>
        {shown.slice(0, MOST).map((alert) => (
          <Item key={alert.alert} alert={alert} />
        ))}
      </ol>
      <p class="dim">
        <a href="api/alerts.atom">The same as an Atom feed</a>
      </p>
    </aside>
  );
}
