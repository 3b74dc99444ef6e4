import type { Alert } from '../api/schema';
import { to } from '../route';
import { alerts } from '../state/alerts';
import { received, Time } from '../time/time';

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

/** What mattered lately, the newest first. */
export function Alerts() {
  const all = alerts.value;
  return (
    <aside class="alerts" aria-labelledby="alerts-title">
      <h2 id="alerts-title">Alerts</h2>
      {all.length === 0 ? <p class="dim">None yet.</p> : null}
      <ol>
        {all.slice(0, 40).map((alert) => (
          <Item key={alert.alert} alert={alert} />
        ))}
      </ol>
      <p class="dim">
        <a href="api/alerts.atom">The same as an Atom feed</a>
      </p>
    </aside>
  );
}
