import { route, to, type Route } from '../route';
import { desk, nobody, session, setSession, tellFault } from '../state/desk';
import { link, lostSince } from '../state/live';
import { clock, clocks, deskZone, now, zoneOf, type Clock } from '../time/clock';
import { Time } from '../time/time';
import { ago, instant } from '../time/zones';
import { api } from '../api/client';
import type { Time as When } from '../api/schema';
import { capital } from '../words/tables';
import { askForName } from './login';

const NOWHERE = { incident: null, outlet: null };

const PAGES: [Route['page'], string, string][] = [
  ['incidents', 'Incidents', to.incidents()],
  ['feeds', 'Feeds', to.page('feeds')],
  ['audit', 'Edits', to.page('audit')],
  ['hours', 'Hours', to.page('hours')],
  ['help', 'Help', to.page('help')],
];

function Pages() {
  const at = route.value.page;
  return (
    <nav aria-label="Pages">
      {PAGES.map(([page, name, href]) => (
        <a href={href} aria-current={page === at || (page === 'incidents' && at === 'incident') ? 'page' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}

/** Live, or since when there is no word: by its shape and in words, and told to a screen reader when it changes. */
function Connection() {
  const state = link.value;
  const minutes = lostSince.value === null ? 0 : Math.floor((now.value - lostSince.value) / 60_000);
  return (
    <p class={`link ${state}`} role="status">
      {state === 'live' && 'Live'}
      {state === 'connecting' && 'Connecting…'}
      {state === 'lost' && `No connection${minutes > 0 ? ` for ${minutes} min` : ''}: what you see may be out of date. Trying again.`}
    </p>
  );
}

function Clocks() {
  return (
    <label class="clocks">
      Times{' '}
      <select value={clock.value} onChange={(event) => (clock.value = event.currentTarget.value as Clock)}>
        {Object.entries(clocks).map(([name, label]) => (
          <option value={name}>{label}</option>
        ))}
      </select>
    </label>
  );
}

function Editor() {
  const { editor } = session.value;
  const leave = () => api.logout().then(() => (desk.value?.open_mode ? setSession(nobody) : location.reload()), tellFault);
  if (!editor)
    return (
      <button type="button" class="small" onClick={() => void askForName()}>
        Sign in to edit
      </button>
    );
  return (
    <span class="editor">
      <span class="pen" aria-hidden="true">
        ✎
      </span>{' '}
      {editor}{' '}
      <button type="button" class="small" onClick={leave}>
        Sign out
      </button>
    </span>
  );
}

/** The sentence tells the desk's own clock; here is another, where one is chosen, and how long it is. */
function Elsewhen({ until }: { until: When }) {
  const other = zoneOf(clock.value, NOWHERE) !== deskZone.value;
  const at = instant(until.at, until.zone);
  return (
    <span class="dim">
      {other && <Time when={until} short relative />}
      {!other && at && capital(ago(at, now.value))}
    </span>
  );
}

export function Header() {
  const { name, hours } = desk.value ?? { name: 'sitrep desk', hours: null };
  return (
    <header class="top">
      <div class="bar-top">
        <a class="name" href={to.incidents()}>
          {name || 'sitrep desk'}
        </a>
        <Pages />
        <Connection />
        <Clocks />
        <Editor />
      </div>
      {hours?.says && (
        <p class="hours-now">
          {hours.says} {hours.until && <Elsewhen until={hours.until} />}
        </p>
      )}
    </header>
  );
}
