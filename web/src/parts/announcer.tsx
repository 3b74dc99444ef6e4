import { useEffect } from 'preact/hooks';
import { to } from '../route';
import { newest } from '../state/alerts';
import { notice } from '../state/desk';
import { received, Time } from '../time/time';

const SHOWN = 8000; // ms; a fault stays until it is put away

/** What just happened, at the lower edge, where it moves nothing. */
export function Announcer() {
  const held = notice.value;
  useEffect(() => {
    if (!held || held.fault) return undefined;
    const timer = setTimeout(() => (notice.value = null), SHOWN);
    return () => clearTimeout(timer);
  }, [held]);
  return (
    <div class="notices" role="status" aria-label="What just happened">
      {held && (
        <p class={held.fault ? 'notice fault' : 'notice'}>
          {held.words}{' '}
          <button type="button" class="small" onClick={() => (notice.value = null)}>
            Close
          </button>
        </p>
      )}
    </div>
  );
}

/** The newest alert, until it is put away. A screen reader hears it when it is done with what it says. */
export function NewestAlert() {
  const alert = newest.value;
  return (
    <div class="newest" role="region" aria-live="polite" aria-label="Newest alert">
      {alert && (
        <p class={`alert-line ${alert.kind}`}>
          <a href={to.incident(alert.incident)}>{alert.says}</a> <Time when={received(alert.at)} short />{' '}
          <button type="button" class="small" onClick={() => (newest.value = null)}>
            Close<span class="vh"> this alert</span>
          </button>
        </p>
      )}
    </div>
  );
}
