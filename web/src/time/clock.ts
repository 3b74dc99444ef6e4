// Which clock the page's times are read in, and what the hands show now.
import { signal } from '@preact/signals';
import { createContext } from 'preact';
import { stored } from '../parts/stored';
import { isZone, readerZone } from './zones';

export type Clock = 'incident' | 'outlet' | 'desk' | 'reader';

export const clocks: Record<Clock, string> = {
  incident: 'where it happened',
  outlet: 'of each outlet',
  desk: 'of the desk',
  reader: 'of this computer',
};

export const clock = stored<Clock>('clock', 'incident');

/** The zone of the desk's hours, once the server has told it. */
export const deskZone = signal('UTC');

/** The time now, by the minute: for what is told beside a time. */
export const now = signal(Date.now());

export function startClock(): void {
  setInterval(() => {
    now.value = Date.now();
  }, 20_000);
}

/** The zones of what a part of the page tells of. */
export interface Around {
  incident: string | null;
  outlet: string | null;
}

export const Around = createContext<Around>({ incident: null, outlet: null });

/** The zone to tell a time in; where what is asked for has none, the desk's. */
export function zoneOf(which: Clock, around: Around): string {
  const wanted = which === 'reader' ? readerZone() : which === 'desk' ? deskZone.value : around[which];
  return isZone(wanted) ? wanted : deskZone.value;
}
