import { useEffect, useState } from 'preact/hooks';
import { api } from '../api/client';
import type { Hours } from '../api/schema';
import { useTitle } from '../parts/title';
import { desk, tellFault } from '../state/desk';
import { Time } from '../time/time';
import { Settings } from './settings';

type Window = Hours['windows'][number];

const FIXED = 'a fixed time'; // which says nothing that the clock doesn't

function End({ at, how }: { at: Window['opens']; how: string }) {
  return (
    <td>
      {at ? <Time when={at} short /> : '–'}
      {how !== FIXED && <span class="dim how">{how}</span>}
    </td>
  );
}

function Row({ window: { opens, closes, opens_how, closes_how, note } }: { window: Window }) {
  if (!opens && !closes)
    return (
      <tr>
        <td colSpan={2}>{note}</td>
      </tr>
    );
  return (
    <tr>
      <End at={opens} how={opens_how} />
      <End at={closes} how={note ? `${closes_how}; ${note}` : closes_how} />
    </tr>
  );
}

/** Until when the desk keeps its readers updated, and by which rule. */
export function HoursPage() {
  useTitle('Hours');
  const [hours, setHours] = useState<Hours | null>(null);
  useEffect(() => {
    api.hours().then(setHours, tellFault);
  }, [desk.value?.hours]);
  return (
    <>
      <h1 class="page-title">Desk hours</h1>
      {hours?.now.says && <p class="says">{hours.now.says}</p>}
      {hours?.now.how && hours.now.how !== FIXED && <p class="dim">{hours.now.how}</p>}
      {hours?.windows.length === 0 && <p>No hours are set: the desk keeps no closing time.</p>}
      {hours && (
        <>
          <p>
            In the clock of {hours.zone}
            {hours.rule && ', by this rule:'}
          </p>
          {hours.rule && <pre>{hours.rule}</pre>}
        </>
      )}
      {hours && hours.windows.length > 0 && (
        <table class="windows">
          <caption>The coming week</caption>
          <thead>
            <tr>
              <th scope="col">opens</th>
              <th scope="col">closes</th>
            </tr>
          </thead>
          <tbody>
            {hours.windows.map((window) => (
              <Row window={window} />
            ))}
          </tbody>
        </table>
      )}
      {hours && <Settings hours={hours.rule} />}
    </>
  );
}
