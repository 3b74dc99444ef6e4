// The page's life: load, listen, and ask again for what the stream says has changed.
import { signal } from '@preact/signals';
import { api, Refusal } from '../api/client';
import type { Change } from '../api/schema';
import { askForName } from '../parts/login';
import { startRoutes } from '../route';
import { startClock } from '../time/clock';
import { loadAlerts, takeAlert } from './alerts';
import { desk, loadDesk, setDesk, setSession, tellFault } from './desk';
import { loadFeeds, takeFeed } from './feeds';
import { startSearch } from './filter';
import { forget, loadIncidents, refreshIncidents } from './incidents';
import { listen, lose } from './live';
import { concerns, refreshOpen } from './open';

/** The number of the last edit that came in: the audit page asks again when it moves. */
export const lastEdit = signal(0);

function changed(change: Change): void {
  if (concerns(change)) void refreshOpen();
  if (change.kind === 'joined' && change.other) forget(change.other);
  if (change.edit !== null) lastEdit.value = change.edit;
  if (change.alert) takeAlert(change.alert);
  void refreshIncidents();
}

async function reset(): Promise<void> {
  await Promise.all([loadIncidents(), loadAlerts(), refreshOpen()]);
}

const RETRY = 3000;
const CLOSED = 'This desk shows itself to its editors alone';

/** Perhaps because the session has run out, at a desk that shows itself to nobody else. */
async function refused(): Promise<void> {
  setSession(await api.session());
  if (!desk.value?.open_mode) await askForName(CLOSED);
}

async function connect(): Promise<void> {
  try {
    const { change } = await loadDesk();
    await Promise.all([loadIncidents(), loadAlerts(), loadFeeds()]);
    listen(change, { change: changed, feed: takeFeed, desk: setDesk, reset: () => void reset().catch(tellFault), refused });
  } catch (fault) {
    if (fault instanceof Refusal && fault.stranger) {
      if (await askForName(CLOSED)) return connect();
    } else {
      lose();
      tellFault(fault);
    }
    setTimeout(() => void connect(), RETRY);
  }
}

export function start(): void {
  startClock();
  startRoutes();
  startSearch();
  void connect();
}
