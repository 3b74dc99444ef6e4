// What the server would make of the reports: claims, figures by rules, ledger, timeline. Just enough for the page; the
// real rules are the program's.
const LABELS = { killed: 'killed', injured: 'injured', missing: 'missing', rescued: 'rescued', displaced: 'displaced' };
const FACETS = { 'side=perpetrators': 'attackers', 'side=security-forces': 'security forces' };
const RULES = [
  { name: 'latest', says: 'the newest claim of the best-placed speaker; hedges widen it' },
  { name: 'ucdp', says: 'low and high are the lowest and highest that a reliable source gave' },
  { name: 'acled', says: 'the most conservative figure that was given' },
];
export const rules = RULES;

const letters = (text, index) => [...text.slice(0, index)].length; // positions are code points

/** The claim as the interface tells it. */
function makeClaim(incident, document, c, edits) {
  const at = document.text.indexOf(c.words);
  if (at < 0) throw new Error(`mock: no “${c.words}” in ${document.key}`);
  const span = [letters(document.text, at), letters(document.text, at + c.words.length)];
  const machine = { incident: c.background ? null : incident.id, measure: c.measure, of: c.of ?? null, state: null, value: c.value, polarity: c.polarity ?? 'asserted', chain: c.chain };
  const key = `${document.key}:${c.id}`;
  const own = edits.filter((e) => e.claim === key);
  const stands = own.filter((e) => e.undone_by === null);
  const set = Object.assign({}, ...stands.filter((e) => e.kind === 'correct').map((e) => e.set));
  const { speaker, ...rest } = set;
  const reading = { ...machine, ...rest, ...(speaker ? { chain: [[{ name: speaker, kind: 'other', anonymous: false }]] } : {}) };
  const last = stands.filter((e) => ['confirm', 'reject', 'correct'].includes(e.kind)).at(-1)?.kind;
  return {
    key, document: document.key, claim: c.id, revision: document.revisions ?? 1, reading, machine: stands.some((e) => e.kind === 'correct') ? machine : null,
    state: { confirm: 'confirmed', reject: 'rejected', correct: 'corrected' }[last] ?? (c.withdrawn ? 'withdrawn' : 'read'),
    edits: own.map((e) => e.edit), words: c.words, before: document.text.slice(Math.max(0, at - 40), at).replace(/^.*\n/s, ''),
    after: document.text.slice(at + c.words.length, at + c.words.length + 60).replace(/\n.*$/s, ''), span, number_span: null,
    as_of: document.published, counting: null, confidence: 0.93, main: !c.background,
  };
}

const figureKey = ({ measure, of }) => (of ? `${measure}/${of}` : measure);
const speakerOf = (claim, document) => claim.reading.chain[0]?.[0] ?? { name: document.outlet ?? 'this report', kind: 'outlet', anonymous: false };
const ends = ({ low, high, value }) => [low ?? value ?? 0, high ?? (low === null ? value : Infinity) ?? Infinity];
const apart = (a, b) => ends(a)[0] > ends(b)[1] || ends(b)[0] > ends(a)[1];

function ledgerOf(claims, documents, source) {
  const rows = [];
  for (const claim of claims) {
    const document = documents.get(claim.document);
    const figure = figureKey(claim.reading);
    const speaker = speakerOf(claim, document);
    const { value, polarity } = claim.reading;
    const same = rows.find((r) => r.figure === figure && r.speaker.name === speaker.name && JSON.stringify(r.value) === JSON.stringify(value));
    const outlet = document.outlet ?? 'a report';
    if (same) {
      same.claims.push(claim.key);
      same.last = claim.as_of;
      if (!same.outlets.includes(outlet)) same.outlets.push(outlet);
      continue;
    }
    for (const r of rows) if (r.figure === figure && r.speaker.name === speaker.name && r.state === 'stands' && r.polarity === polarity) r.state = 'superseded';
    const state = { rejected: 'rejected', withdrawn: 'withdrawn' }[claim.state] ?? 'stands';
    rows.push({ figure, speaker, value, polarity, since: claim.as_of, last: claim.as_of, claims: [claim.key], outlets: [outlet], state, against: [] });
  }
  rows.forEach((a, n) => {
    const fights = (b) => b.figure === a.figure && b !== a && [a, b].every((r) => r.state === 'stands' && r.polarity === 'asserted') && apart(a.value, b.value);
    rows[n].against = rows.flatMap((b, m) => (fights(b) ? [m] : []));
  });
  return rows;
}

function estimate(rule, rows) {
  const stand = rows.filter((r) => r.state === 'stands' && r.polarity === 'asserted');
  const lows = stand.map((r) => r.value.low ?? r.value.value ?? 0);
  const highs = stand.map((r) => r.value.high);
  const last = stand.at(-1)?.value;
  const low = lows.length ? Math.min(...lows) : null;
  const high = highs.length && highs.every((n) => n !== null) ? Math.max(...highs) : null;
  const best = { latest: last?.value ?? last?.low ?? null, ucdp: last?.value ?? null, acled: low }[rule];
  const verdict = (r) => (r === stand.at(-1) ? 'chosen' : r.state === 'stands' ? 'less-placed' : r.state);
  const says = { chosen: 'chosen: the newest of the best placed', 'less-placed': 'set aside: its speaker is less well placed' };
  const trace = rows.flatMap((r) => r.claims.map((claim) => ({ claim, verdict: verdict(r), says: says[verdict(r)] ?? `set aside: ${r.state}` })));
  return { rule, low, best, high: rule === 'ucdp' ? Math.max(0, ...highs.filter((n) => n !== null)) || null : high, disputed: stand.some((r) => r.against.length), trace };
}

function figuresOf(incident, claims, documents, ledger) {
  const source = new Map(incident.documents.flatMap((d) => d.claims.map((c) => [`${d.key}:${c.id}`, c])));
  const keys = [...new Set(ledger.map((r) => r.figure))].sort((a, b) => a.includes('/') - b.includes('/'));
  return keys.map((key) => {
    const [measure, of = null] = key.split('/');
    const own = claims.filter((c) => figureKey(c.reading) === key);
    const course = own.filter((c) => c.reading.polarity === 'asserted' && c.state !== 'rejected').map((c) => ({
      at: c.as_of, claim: c.key, speaker: speakerOf(c, documents.get(c.document)).name, value: c.reading.value,
      supersedes: source.get(c.key).supersedes ?? null, correction: source.get(c.key).correction ?? false, withdrawn: c.state === 'withdrawn', jump: false,
    }));
    const rows = ledger.filter((r) => r.figure === key);
    return { key, measure, label: LABELS[measure] ?? measure, of, of_label: of && (FACETS[of] ?? of), state: null, part_of: of ? measure : null,
      estimates: RULES.map((r) => estimate(r.name, rows)), origins: rows.length, course };
  });
}

const row = (d, count, incident) => ({
  key: d.key, id: `${d.key}.txt`, title: d.title, outlet: d.outlet, url: null, incident, published: d.published, received: d.published?.at ?? '2026-03-14T09:00:00Z',
  revision: d.revisions ?? 1, revisions: d.revisions ?? 1, characters: [...d.text].length, claims: count, reprint_of: d.reprint_of ?? null, reprint_by: d.reprint_by ?? null,
});

function timelineOf(incident, documents, figures, edits) {
  const item = (at, kind, says, more) => ({ at, kind, says, claim: null, document: null, edit: null, ...more });
  const items = [];
  if (incident.begin) items.push(item(incident.begin, 'began', 'It began', {}));
  for (const d of incident.documents)
    if (d.published) items.push(item(d.published, d.reprint_of ? 'reprint' : 'report', `${d.outlet}: ${d.title}`, { document: d.key }));
  for (const f of figures) for (const s of f.course) if (s.correction && s.at) items.push(item(s.at, 'correction', `${f.label}: ${s.value.value} (${s.speaker})`, { claim: s.claim }));
  for (const e of edits) items.push(item({ at: e.at, zone: null, zone_from: null, known: 'received' }, 'edit', `${e.author}: ${e.kind}`, { claim: e.claim, edit: e.edit }));
  return items.sort((a, b) => Date.parse(a.at.at) - Date.parse(b.at.at));
}

/** The interface's Incident; `meta` is its change and its instant. */
export function build(incident, edits, meta) {
  const documents = new Map(incident.documents.map((d) => [d.key, d]));
  const claims = incident.documents.flatMap((d) => d.claims.map((c) => makeClaim(incident, d, c, edits)));
  const counted = claims.filter((c) => c.main);
  const ledger = ledgerOf(counted, documents);
  const figures = figuresOf(incident, counted, documents, ledger);
  const brief = ({ key, label, of_label, estimates: [{ low, best, high, disputed }] }) => ({ key, label, of_label, low, best, high, disputed });
  const rows = incident.documents.map((d) => row(d, d.claims.length, incident.id));
  const summary = {
    id: incident.id, kind: incident.kind, headline: rows.findLast((r) => r.title)?.title ?? null, place: incident.place, begin: incident.begin, end: incident.end, phase: incident.phase,
    documents: rows.length, origins: rows.filter((r) => !r.reprint_of).length, figures: figures.map(brief), disputed: figures.some((f) => f.estimates[0].disputed),
    change: meta.change, changed: meta.changed, first_seen: '2026-03-14T09:00:00Z', edits: edits.length,
  };
  const background = incident.documents.flatMap((d) => (d.background ? [{ kind: d.background.kind, place: d.background.place, begin: d.background.begin, document: d.key, claims: d.background.claims.map((c) => `${d.key}:${c}`) }] : []));
  return { summary, also: incident.also ?? [], roles: incident.roles, places: incident.places ?? [], figures, ledger, timeline: timelineOf(incident, documents, figures, edits), claims, documents: rows, background, edits };
}

/** The interface's Document. */
export function buildDocument(incident, key, edits) {
  const document = incident.documents.find((d) => d.key === key);
  const claims = document.claims.map((c) => makeClaim(incident, document, c, edits));
  const revisions = Array.from({ length: document.revisions ?? 1 }, (_, n) => ({ revision: n + 1, received: '2026-03-14T14:31:00Z' }));
  return { about: row(document, claims.length, incident.id), text: document.text, text_sha256: '', claims, incidents: [incident.id], revisions };
}
