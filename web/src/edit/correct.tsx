import { useState } from 'preact/hooks';
import type { Claim, ClaimSettings, Reading, Value } from '../api/schema';
import { Form, text } from '../parts/dialog';
import { open } from '../state/open';
import { shown } from '../state/incidents';
import { title } from '../pages/row';
import { facet, facetNames, measure, measureNames } from '../words/tables';
import { ReasonField } from './fields';
import { FIELDS, read, type Field } from './say';

const HEDGES: Record<Value['hedge'], string> = {
  exact: 'exactly',
  'at-least': 'at least',
  'more-than': 'more than',
  about: 'about',
  'at-most': 'at most',
  'less-than': 'fewer than',
  range: 'between',
  vague: 'vaguely',
};

/** What a claim says, of its hedge and one number, or two of a range. */
function valueOf(hedge: Value['hedge'], n: number, second: number): Value {
  switch (hedge) {
    case 'at-least':
    case 'more-than':
      return { low: n, high: null, value: n, hedge };
    case 'at-most':
    case 'less-than':
      return { low: null, high: n, value: n, hedge };
    case 'range':
      return { low: Math.min(n, second), high: Math.max(n, second), value: null, hedge };
    case 'about':
    case 'vague':
      return { low: null, high: null, value: n, hedge };
    case 'exact':
      return { low: n, high: n, value: n, hedge };
  }
}

function NumberFields({ value }: { value: Value }) {
  const [hedge, setHedge] = useState(value.hedge);
  return (
    <div class="side-by-side">
      <label>
        How
        <select name="hedge" value={hedge} onChange={(event) => setHedge(event.currentTarget.value as Value['hedge'])}>
          {Object.entries(HEDGES).map(([name, label]) => (
            <option value={name}>{label}</option>
          ))}
        </select>
      </label>
      <label>
        Number
        <input name="n" type="number" min={0} step={1} required value={value.value ?? value.low ?? value.high ?? ''} autofocus />
      </label>
      {hedge === 'range' && (
        <label>
          and
          <input name="second" type="number" min={0} step={1} required value={value.high ?? ''} />
        </label>
      )}
    </div>
  );
}

interface SelectProps {
  label: string;
  name: string;
  value: string;
  options: [value: string, label: string][];
}

const Select = ({ label, name, value, options }: SelectProps) => (
  <label>
    {label}
    <select name={name} value={value}>
      {options.map(([option, words]) => (
        <option value={option}>{words}</option>
      ))}
    </select>
  </label>
);

function FieldOf({ field, reading }: { field: Field; reading: Reading }) {
  const label = `The right ${FIELDS[field]}`;
  switch (field) {
    case 'value':
      return <NumberFields value={reading.value} />;
    case 'measure':
      return <Select label={label} name={field} value={reading.measure} options={measureNames.map((name) => [name, measure(name)])} />;
    case 'of':
      return <Select label={label} name={field} value={reading.of ?? ''} options={[['', 'all of them'], ...facetNames.map((name): [string, string] => [name, facet(name)])]} />;
    case 'polarity':
      return <Select label={label} name={field} value={reading.polarity} options={(['asserted', 'denied', 'possible'] as const).map((name) => [name, name])} />;
    case 'incident':
      return <Select label={label} name={field} value={reading.incident ?? ''} options={[['', 'none: background'], ...shown.value.map((row): [string, string] => [row.id, `${row.id} ${title(row)}`])]} />;
    case 'speaker':
      return (
        <label>
          {label}
          <input name={field} required maxLength={200} value={read(reading, field)} list="speakers" />
          <datalist id="speakers">
            {[...new Set(open.value?.ledger.map((row) => row.speaker.name))].map((name) => (
              <option value={name} />
            ))}
          </datalist>
        </label>
      );
  }
}

function settingsOf(field: Field, values: FormData): ClaimSettings {
  const value = text(values, field);
  if (field === 'value') return { value: valueOf(text(values, 'hedge') as Value['hedge'], Number(values.get('n')), Number(values.get('second'))) };
  if (field === 'of' || field === 'incident') return { [field]: value || null };
  return { [field]: value };
}

interface Props {
  claim: Claim;
  done: (answer: { set: ClaimSettings; reason: string }) => void;
}

/** One thing of a reading is set; the rest stays as the machine read it. */
export function Correct({ claim, done }: Props) {
  const [field, setField] = useState<Field>('value');
  return (
    <Form does="Correct" send={(values) => done({ set: settingsOf(field, values), reason: text(values, 'reason') })}>
      <label>
        What is wrong
        <select value={field} onChange={(event) => setField(event.currentTarget.value as Field)}>
          {(Object.keys(FIELDS) as Field[]).map((name) => (
            <option value={name}>
              {FIELDS[name]} ({read(claim.reading, name)})
            </option>
          ))}
        </select>
      </label>
      <FieldOf key={field} field={field} reading={claim.reading} />
      <ReasonField />
    </Form>
  );
}
