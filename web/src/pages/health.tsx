import { useEffect, useState } from 'preact/hooks';
import { api } from '../api/client';
import type { Health as State } from '../api/schema';
import { now } from '../time/clock';
import { number } from '../words/numbers';

const running = (seconds: number): string => `${number(Math.floor(seconds / 3600))} h ${Math.floor((seconds % 3600) / 60)} min`;

/** How the program itself does, asked for as the clock moves on. */
export function Health() {
  const [state, setState] = useState<State | null>(null);
  useEffect(() => {
    api.health().then(setState, () => setState(null)); // without an answer there is nothing to tell: the header says so
  }, [now.value]);
  if (!state) return null;
  return (
    <p class="dim">
      sitrep {state.version}, running for {running(state.uptime_s)}; {number(state.reading)} reports waiting to be read; {number(state.streams)} pages open;{' '}
      {number(state.requests)} requests, {number(state.refused)} refused by a limit, {number(state.cut)} too slow and cut
    </p>
  );
}
