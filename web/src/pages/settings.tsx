import { api } from '../api/client';
import type { Desk } from '../api/schema';
import { Form, text } from '../parts/dialog';
import { askForName } from '../parts/login';
import { desk, setDesk, tellReader } from '../state/desk';
import { country, kind } from '../words/tables';

/** "NE, TD" as a list; empty: all. */
const list = (values: FormData, name: string): string[] => text(values, name).split(/[\s,]+/).filter(Boolean);

async function set(values: FormData): Promise<void> {
  if (!(await askForName())) return;
  const filter = { kinds: list(values, 'kinds'), countries: list(values, 'countries').map((code) => code.toUpperCase()) };
  const [name, zone, rule, hours] = ['name', 'zone', 'rule', 'hours'].map((field) => text(values, field)) as [string, string, string, string];
  setDesk(await api.setDesk({ name, zone, rule, hours, filter }));
  tellReader('The desk is set');
}

const alertsOf = ({ kinds, countries }: Desk['filter']): string =>
  [kinds.map(kind).join(', ') || 'all kinds', countries.map(country).join(', ') || 'all countries'].join('; ');

/** What holds for the whole desk and all its readers; `hours` are its hours as they are set. */
export function Settings({ hours }: { hours: string }) {
  const held = desk.value;
  if (!held) return null;
  const { name, zone, rule, rules, filter } = held;
  return (
    <section class="settings">
      <h2>Settings of the desk</h2>
      <p class="dim">Alerts are raised for: {alertsOf(filter)}</p>
      <Form does="Set" send={set}>
        <label>
          Name
          <input name="name" required maxLength={80} value={name} />
        </label>
        <label>
          Time zone
          <input name="zone" required maxLength={64} value={zone} list="zones" />
          <datalist id="zones">
            {Intl.supportedValuesOf('timeZone').map((other) => (
              <option value={other} />
            ))}
          </datalist>
        </label>
        <label>
          Hours, a line a rule, as Fri 07:00 - candle lighting in New York (empty: none)
          <textarea name="hours" rows={4} maxLength={2000} value={hours} />
        </label>
        <label>
          The rule of lists and alerts
          <select name="rule" value={rule}>
            {rules.map((other) => (
              <option value={other.name}>
                {other.name}: {other.says}
              </option>
            ))}
          </select>
        </label>
        <label>
          Alerts of these kinds alone, as bombing, flood (empty: all)
          <input name="kinds" value={filter.kinds.join(', ')} />
        </label>
        <label>
          Alerts of these countries alone, as NE, TD (empty: all)
          <input name="countries" value={filter.countries.join(', ')} />
        </label>
      </Form>
    </section>
  );
}
