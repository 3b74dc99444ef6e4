import { useEffect, useRef } from 'preact/hooks';
import { countries, everything, filter, kinds, type Filter } from '../state/filter';
import { country, kind } from '../words/tables';
import { typing } from '../parts/keys';
import { narrow } from '../parts/narrow';

function set(change: Partial<Filter>): void {
  filter.value = { ...filter.value, ...change };
}

interface ChoiceProps {
  label: string;
  name: 'kind' | 'country';
  values: readonly string[];
  say: (value: string) => string;
}

function Choice({ label, name, values, say }: ChoiceProps) {
  return (
    <label>
      {label}
      <select value={filter.value[name]} onChange={(event) => set({ [name]: event.currentTarget.value })}>
        <option value="">all</option>
        {values.map((value) => (
          <option value={value}>{say(value)}</option>
        ))}
      </select>
    </label>
  );
}

export function Filters() {
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const find = (event: KeyboardEvent) => {
      if (event.key !== '/' || typing(event)) return;
      event.preventDefault();
      search.current?.focus();
    };
    addEventListener('keydown', find);
    return () => removeEventListener('keydown', find);
  }, []);
  const { words, disputed, since } = filter.value;
  const plain = JSON.stringify(filter.value) === JSON.stringify(everything);
  return (
    <search class="filters">
      <label class="words">
        Words in the reports
        <input type="search" ref={search} value={words} maxLength={200} onInput={(event) => set({ words: event.currentTarget.value })} />
      </label>
      <details class="filters" open={!narrow.value}>
        <summary>Filter</summary>
        <Choice label="Kind" name="kind" values={kinds.value} say={kind} />
        <Choice label="Country" name="country" values={countries.value} say={country} />
        <label>
          Began on or after
          <input type="date" value={since} onChange={(event) => set({ since: event.currentTarget.value })} />
        </label>
        <label class="check">
          <input type="checkbox" checked={disputed} onChange={(event) => set({ disputed: event.currentTarget.checked })} /> Disputed only
        </label>
        <button type="button" class="small" disabled={plain} onClick={() => (filter.value = everything)}>
          Show all
        </button>
      </details>
    </search>
  );
}
