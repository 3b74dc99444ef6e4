import { useEffect, useRef, useState } from 'preact/hooks';
import type { Incident } from '../api/schema';
import { differences, see, seenOf } from '../state/seen';
import { received, Time } from '../time/time';

/** What is otherwise than when this reader last looked. It is taken as seen when they leave, or say so. */
export function Since({ incident }: { incident: Incident }) {
  const { id } = incident.summary;
  const [seen, setSeen] = useState(() => seenOf(id));
  const last = useRef(incident);
  last.current = incident;
  useEffect(() => {
    const leave = () => see(last.current);
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      leave();
    };
  }, [id]);
  if (!seen) return null;
  const found = differences(seen, incident);
  const done = () => {
    see(incident);
    setSeen(seenOf(id));
  };
  return (
    <section class="since" aria-labelledby="since-title">
      <h2 id="since-title">
        Since you last looked, <Time when={received(seen.at)} short relative />
      </h2>
      {found.length === 0 && <p>Nothing has changed.</p>}
      <ul class="plain">
        {found.map((says) => (
          <li>{says}</li>
        ))}
      </ul>
      {found.length > 0 && (
        <button type="button" class="small" onClick={done}>
          Mark as seen
        </button>
      )}
    </section>
  );
}
