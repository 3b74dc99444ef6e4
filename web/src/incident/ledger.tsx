import type { Figure, LedgerRow } from '../api/schema';
import { Chip, Tag } from '../parts/speaker';
import { to } from '../route';
import { open } from '../state/open';
import { Time } from '../time/time';
import { signs, spoken } from '../words/numbers';
import { standing } from './states';

export const named = ({ label, of_label }: Figure): string => (of_label ? `${label}, ${of_label}` : label);

const MOST = 3; // of what one speaker said of one measure, the newest; and of those who say otherwise

/** Whom the row is at odds with, each once. What the same speaker said elsewhere is no rival. */
function rivals(row: LedgerRow, ledger: LedgerRow[]): string[] {
  const names = row.against.map((n) => ledger[n]?.speaker.name).filter((name) => name && name !== row.speaker.name);
  return [...new Set(names as string[])];
}

const listed = (names: string[]): string =>
  names.slice(0, MOST).join(', ') + (names.length > MOST ? ` and ${names.length - MOST} more` : '');

/** What one speaker says of one measure now and said before, each with since when. */
function Cell({ rows: all }: { rows: LedgerRow[] }) {
  const incident = open.value!;
  const rows = all.slice(-MOST).map((row) => ({ row, against: rivals(row, incident.ledger) }));
  return (
    <td class={rows.some(({ against }) => against.length) ? 'at-odds' : ''}>
      {rows.map(({ row, against }) => {
        const { look, tag, alarm } = standing(row);
        return (
          <div class={`said ${look}`}>
            <a href={to.claim(incident.summary.id, row.claims.at(-1) ?? '')}>
              <b aria-hidden="true">{look === 'struck' ? <s>{signs(row.value)}</s> : signs(row.value)}</b>
              <span class="vh">{spoken(row.value)}</span>
            </a>{' '}
            {tag && <Tag alarm={alarm}>{tag}</Tag>}
            {against.length > 0 && <span class="alarm against"> against {listed(against)}</span>}
            {row.since && (
              <span class="dim from">
                since <Time when={row.since} short />
              </span>
            )}
          </div>
        );
      })}
      {all.length > MOST && <span class="dim from">and {all.length - MOST} before, as the course tells</span>}
    </td>
  );
}

/** Speakers by measures: who says what, since when, and who cannot be reconciled with whom. */
export function Ledger() {
  const { ledger, figures } = open.value!;
  const columns = figures.filter((f) => ledger.some((row) => row.figure === f.key));
  const speakers = [...new Map(ledger.map((row) => [row.speaker.name, row.speaker])).values()];
  return (
    <section aria-labelledby="ledger-title">
      <h2 id="ledger-title">Who differs from whom</h2>
      <div class="scroll" tabIndex={0} role="region" aria-label="Speakers by measures">
        <table class="ledger">
          <thead>
            <tr>
              <th scope="col">speaker</th>
              {columns.map((figure) => (
                <th scope="col">{named(figure)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {speakers.map((speaker) => (
              <tr key={speaker.name}>
                <th scope="row">
                  <Chip {...speaker} />
                </th>
                {columns.map((figure) => (
                  <Cell rows={ledger.filter((row) => row.figure === figure.key && row.speaker.name === speaker.name)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
