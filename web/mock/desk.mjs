// The mock's memory: incidents, edits, the change log; and what changes them.
import { build, buildDocument, rules } from './build.mjs';

const now = () => new Date().toISOString();

export class Desk {
  #incidents;
  #meta = new Map();
  #built = new Map();
  #listeners = new Set();
  #settings = { name: 'Night desk', zone: 'America/New_York', rule: 'latest', filter: { kinds: [], countries: [] } };
  #rule = 'Mon-Thu 06:00 - 22:00\nFri 06:00 - candle lighting in New York';
  edits = [];
  changes = [];
  feeds = [
    { key: '1', kind: 'feed', url: 'https://sahelwire.example/rss', title: 'Sahel Wire', state: 'waiting', interval_s: 60, last_try: '2026-03-14T15:00:00Z', last_success: '2026-03-14T15:00:00Z', last_new: '2026-03-14T14:31:00Z', next_try: '2026-03-14T15:01:00Z', failures: 0, error: null, documents: 212, skipped: 0 },
    { key: '2', kind: 'feed', url: 'https://courier.example/feed.json', title: 'Niger Courier', state: 'failing', interval_s: 120, last_try: '2026-03-14T15:00:10Z', last_success: '2026-03-14T13:02:00Z', last_new: '2026-03-14T13:06:00Z', next_try: '2026-03-14T15:16:00Z', failures: 4, error: 'the server answered 503', documents: 31, skipped: 2 },
    { key: '3', kind: 'folder', url: '/srv/desk/in', title: null, state: 'paused', interval_s: 10, last_try: null, last_success: null, last_new: null, next_try: null, failures: 0, error: null, documents: 0, skipped: 0 },
  ];

  constructor(incidents, closed) {
    this.closed = closed;
    this.#incidents = new Map(incidents.map((i) => [i.id, structuredClone(i)]));
    let change = 0;
    for (const { id } of incidents) this.#meta.set(id, { change: ++change, changed: new Date(Date.UTC(2026, 2, 14, 12) + change * 1000).toISOString() });
    this.change = change;
  }

  get(id) {
    const found = this.#incidents.get(id) ?? [...this.#incidents.values()].find((i) => i.also?.includes(id));
    if (!found) return null;
    const meta = this.#meta.get(found.id);
    const held = this.#built.get(found.id);
    if (held?.summary.change === meta.change) return held;
    const made = build(found, this.edits.filter((e) => e.incident === found.id), meta);
    this.#built.set(found.id, made);
    return made;
  }

  rows() {
    return [...this.#incidents.keys()].map((id) => this.get(id).summary).sort((a, b) => b.change - a.change);
  }

  /** Those whose reports hold the words. */
  holding(words) {
    const holds = (i) => i.documents.some((d) => `${d.title} ${d.text}`.toLowerCase().includes(words.toLowerCase()));
    return new Set([...this.#incidents.values()].filter(holds).map((i) => i.id));
  }

  document(key) {
    const incident = [...this.#incidents.values()].find((i) => i.documents.some((d) => d.key === key));
    return incident ? buildDocument(incident, key, this.edits) : null;
  }

  set({ hours = this.#rule, ...settings }) {
    this.#rule = hours;
    Object.assign(this.#settings, settings);
    for (const listener of this.#listeners) listener('desk', this.desk());
    return this.desk();
  }

  desk() {
    const at = '2026-03-20T18:45:00-04:00';
    return { ...this.#settings, version: '0.1.0', rules, change: this.change, incidents: this.#incidents.size, open_mode: !this.closed,
      hours: { open: true, until: { at, zone: 'America/New_York', zone_from: 'desk', known: 'told' }, says: 'We keep you updated until the start of Shabbat in New York, Friday 18:45 (UTC-4).', how: 'candle lighting, New York: sunset 19:03:41 less 18 minutes, rounded down; NOAA’s method, within a minute' } };
  }

  hours() {
    const time = (at) => ({ at, zone: 'America/New_York', zone_from: 'desk', known: 'told' });
    const window = (opens, closes, closes_how) => ({ opens: time(opens), closes: time(closes), opens_how: '06:00', closes_how, note: '' });
    return { zone: 'America/New_York', rule: this.#rule, now: this.desk().hours,
      windows: [window('2026-03-19T06:00:00-04:00', '2026-03-19T22:00:00-04:00', '22:00'), window('2026-03-20T06:00:00-04:00', '2026-03-20T18:45:00-04:00', 'candle lighting, New York: sunset less 18 minutes')] };
  }

  alerts() {
    return this.changes.flatMap((c) => (c.alert ? [c.alert] : [])).reverse();
  }

  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(kind, incident, more = {}) {
    const change = { change: ++this.change, at: now(), kind, incident, other: null, document: null, edit: null, alert: null, ...more };
    this.#meta.set(incident, { change: change.change, changed: change.at });
    if (change.alert) Object.assign(change.alert, { alert: change.change, at: change.at, incident });
    this.changes.push(change);
    for (const listener of this.#listeners) listener('change', change);
  }

  feed(feed) {
    for (const listener of this.#listeners) listener('feed', feed);
  }

  /** A report comes in. */
  arrive(id, document) {
    const brief = () => this.get(id).summary.figures[0];
    const pick = ({ low, best, high, disputed }) => ({ low, best, high, disputed });
    const before = brief();
    this.#incidents.get(id).documents.push(structuredClone(document));
    this.#built.delete(id);
    const after = brief();
    const says = `${this.get(id).summary.headline}: ${after.label} ${after.best}, was ${before.best}`;
    const alert = { alert: 0, at: '', kind: 'figure', incident: id, headline: document.title, figure: after.key, label: after.label, before: pick(before), after: pick(after), document: document.key, claim: `${document.key}:c1`, says };
    this.#tell('figure', id, { document: document.key, alert });
  }

  /** The incident that an edit is of; null: there is none. */
  #about({ kind, claim, document, incident, edit }) {
    if (kind === 'undo') return this.edits.find((e) => e.edit === edit)?.incident ?? null;
    const key = claim?.split(':')[0] ?? document;
    if (key) return [...this.#incidents.values()].find((i) => i.documents.some((d) => d.key === key))?.id ?? null;
    return this.#incidents.has(incident) ? incident : null;
  }

  /** Edits since the version that the editor saw, of the same thing: the new one is stale. */
  stale(edit) {
    const same = (e) => (edit.claim ? e.claim === edit.claim : edit.document ? e.document === edit.document : e.incident === edit.incident);
    return edit.version === undefined ? [] : this.edits.filter((e) => e.change > edit.version && same(e)).map(({ change, ...e }) => e);
  }

  edit(author, asked) {
    const incident = this.#about(asked);
    if (!incident) return null;
    const number = this.edits.length + 1;
    const { kind, reason = null, claim = null, document = claim?.split(':')[0] ?? null, set = null, into = null, documents = [], reprint_of = null } = asked;
    const made = { edit: number, at: now(), author, kind, reason, claim, document, incident, set, before: null, into, documents, reprint_of, undoes: kind === 'undo' ? asked.edit : null, undone_by: null };
    this.edits.push(made);
    if (kind === 'undo') Object.assign(this.edits[asked.edit - 1], { undone_by: number });
    this.#apply(made);
    this.#tell('edit', incident, { document, edit: number });
    Object.defineProperty(made, 'change', { value: this.change, enumerable: false });
    return { edit: number, change: this.change, incident };
  }

  #apply({ kind, incident, into, documents, document, reprint_of }) {
    const held = this.#incidents.get(incident);
    if (kind === 'reprint') Object.assign(held.documents.find((d) => d.key === document), { reprint_of, reprint_by: 'editor' });
    if (kind === 'split') {
      const goes = (d) => documents.includes(d.key);
      const id = `I${900 + this.edits.length}`;
      this.#incidents.set(id, { ...structuredClone(held), id, documents: held.documents.filter(goes) });
      held.documents = held.documents.filter((d) => !goes(d));
      this.#tell('split', id, { other: incident });
    }
    if (kind === 'merge') {
      const stays = this.#incidents.get(into);
      stays.documents.push(...held.documents);
      (stays.also ??= []).push(incident);
      this.#incidents.delete(incident);
      this.#tell('joined', into, { other: incident });
    }
  }

  version(incident) {
    return this.#meta.get(incident)?.change ?? this.change;
  }
}
