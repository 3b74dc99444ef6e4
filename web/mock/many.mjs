// Thousands of incidents for the page's frames to be measured with: 10 claims each, by counting, so that each run is equal.
const KINDS = ['bombing', 'shooting', 'flood', 'fire', 'clash', 'storm', 'transport-accident', 'protest'];
const PLACES = [['Agadez', 'NE', 16.97, 7.99, 'Africa/Niamey'], ['Paita', 'PE', -5.09, -81.11, 'America/Lima'], ['Surat', 'IN', 21.2, 72.83, 'Asia/Kolkata'], ['Iloilo', 'PH', 10.7, 122.56, 'Asia/Manila'], ['Ostrava', 'CZ', 49.83, 18.28, 'Europe/Prague']];
const SPEAKERS = [['police', 'police'], ['a doctor', 'medical'], ['the governor', 'government'], ['witnesses', 'witness'], ['the army', 'military']];

function document(n, d) {
  const claims = Array.from({ length: 5 }, (_, c) => {
    const [name, kind] = SPEAKERS[(n + c) % SPEAKERS.length];
    const count = 3 + ((n * 7 + d * 3 + c) % 40);
    const measure = c % 2 ? 'injured' : 'killed';
    return { id: `c${c + 1}`, words: `${count} people were ${measure} in part ${c}`, measure, value: { low: count, high: count, value: count, hedge: 'exact' }, chain: [[{ name, kind, anonymous: false }]] };
  });
  const at = new Date(Date.UTC(2026, 0, 1) + (n * 2 + d) * 1_800_000).toISOString();
  return { key: `${1000 + n * 2 + d}`, outlet: `Outlet ${d}`, title: `Report ${d} of incident ${n}`, published: { at, zone: 'UTC', zone_from: 'outlet', known: 'told' }, claims,
    text: `Report ${d} of incident ${n}\n\n${claims.map((c) => `${c.words}, ${c.chain[0][0].name} said.`).join(' ')}` };
}

function incident(n, documents) {
  const [name, country, lat, lon, zone] = PLACES[n % PLACES.length];
  const begin = { at: new Date(Date.UTC(2026, 0, 1) + n * 3_600_000).toISOString().slice(0, 10), zone, zone_from: 'place', known: 'told' };
  return { id: `I${100 + n}`, kind: KINDS[n % KINDS.length], phase: null, place: { name, country, lat, lon, zone }, roles: [], begin, end: null, documents };
}

export const many = (count) => Array.from({ length: count }, (_, n) => incident(n, [document(n, 0), document(n, 1)]));

/** One incident of many reports. */
export const story = (reports) => incident(50_000, Array.from({ length: reports }, (_, d) => document(50_000, d)));
