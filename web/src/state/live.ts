// The stream of changes. The browser comes back by itself after a break and tells the last event that it had; where it
// gave up (the server refused it), we try again, ever more slowly, from the last change that we know.
import { signal } from '@preact/signals';
import type { Change, Desk, Feed } from '../api/schema';

type Link = 'connecting' | 'live' | 'lost';

export const link = signal<Link>('connecting');
/** Since when there is no word from the server. */
export const lostSince = signal<number | null>(null);

interface Listeners {
  change(change: Change): void;
  feed(feed: Feed): void;
  desk(desk: Desk): void;
  /** too much was missed: load anew, up to this change */
  reset(after: number): void;
  /** the server refused the stream: it is tried again after this */
  refused(): Promise<unknown>;
}

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;

export function lose(): void {
  link.value = 'lost';
  lostSince.value ??= Date.now();
}

export function listen(after: number, on: Listeners): void {
  let last = after;
  let wait = FIRST_WAIT;
  const open = () => {
    const stream = new EventSource(`api/events?after=${last}`);
    const heard = <T>(kind: string, act: (data: T) => void) =>
      stream.addEventListener(kind, (event: MessageEvent<string>) => act(JSON.parse(event.data) as T));
    stream.addEventListener('open', () => {
      link.value = 'live';
      lostSince.value = null;
      wait = FIRST_WAIT;
    });
    heard<Change>('change', (change) => {
      last = change.change;
      on.change(change);
    });
    heard<{ after: number }>('reset', (reset) => {
      last = reset.after;
      on.reset(reset.after);
    });
    heard<Feed>('feed', on.feed);
    heard<Desk>('desk', on.desk);
    stream.addEventListener('error', () => {
      lose();
      if (stream.readyState !== EventSource.CLOSED) return;
      setTimeout(() => void on.refused().finally(open), wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    });
  };
  open();
}
