import type { DocumentRow, Incident, NewEdit } from '../api/schema';
import { title } from '../pages/row';
import { ask, Form, text } from '../parts/dialog';
import { go, to } from '../route';
import { rowOf, shown } from '../state/incidents';
import { Reason, ReasonField } from './fields';
import { send } from './send';

/** Choose another incident, by its name or number. */
function Other({ not, label, required = true }: { not: string; label: string; required?: boolean }) {
  return (
    <label>
      {label}
      <input name="other" required={required} pattern="I\d+" title="an incident’s number, as I12" list="incidents" autofocus autocomplete="off" />
      <datalist id="incidents">
        {shown.value
          .filter((row) => row.id !== not)
          .map((row) => (
            <option value={row.id}>{title(row)}</option>
          ))}
      </datalist>
    </label>
  );
}

const numbered = (id: string): number => Number(id.replace(/\D/g, ''));

export async function merge({ summary }: Incident): Promise<void> {
  const answer = await ask<{ other: string; reason: string }>(`Merge ${summary.id} with another`, (done) => (
    <Form does="Merge" send={(values) => done({ other: text(values, 'other'), reason: text(values, 'reason') })}>
      <Other not={summary.id} label="The same as" />
      <p class="dim">The older number stays; the other leads to it.</p>
      <ReasonField />
    </Form>
  ));
  if (!answer) return;
  const [into, incident] = [summary.id, answer.other].sort((a, b) => numbered(a) - numbered(b)) as [string, string];
  const version = rowOf(incident)?.change ?? summary.change;
  const made = await send({ kind: 'merge', incident, into, version, reason: answer.reason }, `Merged ${incident} into ${into}`);
  if (made) go(to.incident(into));
}

const Documents = ({ rows }: { rows: DocumentRow[] }) => (
  <fieldset>
    <legend>Reports that tell of another incident</legend>
    {rows.map((row) => (
      <label class="check">
        <input type="checkbox" name="document" value={row.key} /> {row.outlet}: {row.title ?? row.id}
      </label>
    ))}
  </fieldset>
);

export async function split({ summary, documents }: Incident): Promise<void> {
  const answer = await ask<{ documents: string[]; reason: string }>(`Split ${summary.id}`, (done) => (
    <Form does="Split off" send={(values) => done({ documents: values.getAll('document').map(String), reason: text(values, 'reason') })}>
      <Documents rows={documents} />
      <ReasonField />
    </Form>
  ));
  if (answer) await send({ kind: 'split', incident: summary.id, version: summary.change, ...answer }, 'Split off');
}

export async function note(about: { incident: string; document?: string; claim?: string }): Promise<void> {
  const reason = await ask<string>('Note', (done) => <Reason does="Keep" done={done} />);
  if (reason) await send({ kind: 'note', reason, ...about }, 'Noted');
}

const None = 'none';

export async function reprint({ summary, documents }: Incident, row: DocumentRow): Promise<void> {
  const answer = await ask<{ reprint_of: string | null; reason: string }>(`What “${row.title ?? row.id}” repeats`, (done) => (
    <Form
      does="Mark"
      send={(values) => done({ reprint_of: text(values, 'origin') === None ? null : text(values, 'origin'), reason: text(values, 'reason') })}
    >
      <label>
        It repeats
        <select name="origin" value={row.reprint_of ?? None} autofocus>
          <option value={None}>nothing: it is a report of its own</option>
          {documents
            .filter((other) => other.key !== row.key)
            .map((other) => (
              <option value={other.key}>
                {other.outlet}: {other.title ?? other.id}
              </option>
            ))}
        </select>
      </label>
      <ReasonField />
    </Form>
  ));
  if (answer) await send({ kind: 'reprint', document: row.key, version: summary.change, ...answer }, 'Marked');
}

export async function move({ summary }: Incident, row: DocumentRow): Promise<void> {
  const answer = await ask<{ into: string; reason: string }>(`Move “${row.title ?? row.id}”`, (done) => (
    <Form does="Move" send={(values) => done({ into: text(values, 'other'), reason: text(values, 'reason') })}>
      <Other not={summary.id} label="It tells of (empty: of an incident of its own)" required={false} />
      <ReasonField />
    </Form>
  ));
  if (!answer) return;
  const { into, reason } = answer;
  const edit: NewEdit = { kind: 'move', document: row.key, version: summary.change, reason, ...(into && { into }) };
  await send(edit, `Moved to ${into || 'an incident of its own'}`);
}
