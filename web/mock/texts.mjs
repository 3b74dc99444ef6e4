// Reports of our own of made-up incidents, with what the machine would read in them. A claim is found by its words.

const told = (at, zone, zone_from) => ({ at, zone, zone_from, known: 'told' });
const speaker = (name, kind, anonymous = false) => ({ name, kind, anonymous });
const value = (n, hedge = 'exact') => ({ low: hedge === 'about' ? null : n, high: hedge === 'exact' ? n : null, value: n, hedge });

const wire = speaker('Sahel Wire', 'agency');
const ministry = speaker('the health ministry', 'government');
const hospital = speaker('a hospital official', 'medical', true);
const police = speaker('police', 'police');
const witnesses = speaker('witnesses', 'witness', true);
const army = speaker('the army', 'military');
const coastguard = speaker('the coast guard', 'official');
const company = speaker('the ferry company', 'other');

const claim = (id, words, measure, said, chain, more = {}) => ({ id, words, measure, value: said, chain, ...more });

const market = {
  id: 'I12', kind: 'bombing', phase: 'ended',
  place: { name: 'Zinder', country: 'NE', lat: 13.81, lon: 8.99, zone: 'Africa/Niamey' },
  begin: told('2026-03-14T10:30:00+01:00', 'Africa/Niamey', 'place'), end: null,
  places: [
    { name: 'Zinder', country: 'NE', lat: 13.81, lon: 8.99, role: 'scene', reports: 3 },
    { name: 'Maradi', country: 'NE', lat: 13.5, lon: 7.1, role: 'other', reports: 1 },
  ],
  roles: [
    { role: 'perpetrator_individual', name: 'two men on a motorcycle', as: 'suspected', sources: ['police'] },
    { role: 'target', name: 'the grain market', as: 'stated', sources: [] },
    { role: 'weapon', name: 'a bomb', as: 'stated', sources: ['the health ministry'] },
  ],
  documents: [
    {
      key: '17', outlet: 'Sahel Wire', title: 'At least 12 killed in market blast in Zinder',
      published: told('2026-03-14T11:52:00+01:00', 'Africa/Niamey', 'dateline'),
      text: 'ZINDER, Niger, March 14 (Sahel Wire) -- At least 12 people were killed when a bomb went off in the grain market of Zinder on Saturday, the health ministry said.\n\nAbout 40 people were injured, a hospital official said on condition of anonymity. 🚑 The road to the market was closed.\n\nThe blast came a year after an attack in Maradi that left nine people dead.',
      claims: [
        claim('c1', 'At least 12 people were killed', 'killed', value(12, 'at-least'), [[ministry]]),
        claim('c2', 'About 40 people were injured', 'injured', value(40, 'about'), [[hospital]]),
        claim('c3', 'nine people dead', 'killed', value(9), [], { background: true }),
      ],
      background: { kind: 'armed-attack', place: 'Maradi', begin: '2025-03', claims: ['c3'] },
    },
    {
      key: '18', outlet: 'The Daily Example', title: 'Market blast kills at least 12', reprint_of: '17', reprint_by: 'machine',
      published: told('2026-03-14T07:10:00-04:00', 'America/New_York', 'outlet'),
      text: 'ZINDER, Niger -- At least 12 people were killed when a bomb went off in the grain market of Zinder on Saturday, the health ministry said, Sahel Wire reported.',
      claims: [claim('c1', 'At least 12 people were killed', 'killed', value(12, 'at-least'), [[ministry], [wire]])],
    },
    {
      key: '19', outlet: 'Niger Courier', title: 'Police speak of 21 dead in Zinder',
      published: told('2026-03-14T14:05:00+01:00', 'Africa/Niamey', 'stated'),
      text: 'Police speak of 21 dead in Zinder\n\nTwenty-one people died in the blast in the grain market, police said on Saturday afternoon. Two of the dead were the attackers.\n\nThe army denied that five soldiers were among the dead. Witnesses feared that dozens more lay under the roof of the hall.',
      claims: [
        claim('c1', '21 dead', 'killed', value(21), [[police]]),
        claim('c2', 'Twenty-one people died', 'killed', value(21), [[police]]),
        claim('c3', 'Two of the dead were the attackers', 'killed', value(2), [[police]], { of: 'side=perpetrators' }),
        claim('c4', 'five soldiers were among the dead', 'killed', value(5), [[army]], { of: 'side=security-forces', polarity: 'denied' }),
        claim('c5', 'dozens more lay under the roof', 'killed', { low: null, high: null, value: null, hedge: 'vague' }, [[witnesses]], { polarity: 'possible' }),
      ],
    },
    {
      key: '20', outlet: 'Sahel Wire', title: 'At least 17 killed in market blast in Zinder, health ministry says', revisions: 2,
      published: told('2026-03-14T15:30:00+01:00', 'Africa/Niamey', 'dateline'),
      text: 'At least 17 killed in market blast in Zinder, health ministry says\n\nThe number of dead rose to at least 17, the health ministry said. Between 40 and 50 people were injured, it added.',
      claims: [
        claim('c1', 'At least 17 killed', 'killed', value(17, 'at-least'), [[ministry], [wire]], { supersedes: '17:c1' }),
        claim('c2', 'Between 40 and 50 people were injured', 'injured', { low: 40, high: 50, value: null, hedge: 'range' }, [[ministry]]),
      ],
    },
  ],
};

const ferry = {
  id: 'I13', kind: 'transport-accident', phase: 'ongoing',
  place: { name: 'Bol', country: 'TD', lat: 13.46, lon: 14.71, zone: 'Africa/Ndjamena' },
  begin: told('2026-03-13', 'Africa/Ndjamena', 'place'), end: null, roles: [],
  documents: [
    {
      key: '11', outlet: 'Lake Radio', title: 'Ferry sinks off Bol, 31 missing',
      published: told('2026-03-13T20:15:00+01:00', 'Africa/Ndjamena', 'outlet'),
      text: 'Ferry sinks off Bol, 31 missing\n\nA ferry sank off Bol on Friday. Thirty-one people are missing, the coast guard said; the ferry company put the missing at 24. Sixty people were rescued.',
      claims: [
        claim('c1', '31 missing', 'missing', value(31), [[coastguard]]),
        claim('c2', 'the missing at 24', 'missing', value(24), [[company]]),
        claim('c3', 'Sixty people were rescued', 'rescued', value(60), []),
      ],
    },
    {
      key: '14', outlet: 'Lake Radio', title: 'Missing of Bol ferry now 27',
      published: told('2026-03-14T08:00:00+01:00', 'Africa/Ndjamena', 'outlet'),
      text: 'Missing of Bol ferry now 27\n\nThe coast guard corrected the number of missing to 27 on Saturday.',
      claims: [claim('c1', 'now 27', 'missing', value(27), [[coastguard]], { supersedes: '11:c1', correction: true })],
    },
  ],
};

const storm = {
  id: 'I9', kind: 'storm', phase: null,
  place: { name: 'the eastern islands', country: null, lat: null, lon: null, zone: null },
  begin: told('2026-03', null, null), end: null, roles: [],
  documents: [
    {
      key: '5', outlet: null, title: null, published: null,
      text: 'The storm has driven more than 300 people from their homes. <script>alert(1)</script> & "quoted".',
      claims: [claim('c1', 'more than 300 people', 'displaced', value(300, 'more-than'), [])],
    },
  ],
};

/** What comes in while the page is open. */
export const late = {
  incident: 'I12',
  document: {
    key: '21', outlet: 'Niger Courier', title: 'Ministry: 19 dead in Zinder',
    published: told('2026-03-14T16:45:00+01:00', 'Africa/Niamey', 'stated'),
    text: 'Ministry: 19 dead in Zinder\n\nNineteen people were killed in the market blast, the health ministry said in a list that it published on Saturday.',
    claims: [claim('c1', 'Nineteen people were killed', 'killed', value(19), [[ministry]], { supersedes: '20:c1' })],
  },
};

export const incidents = [market, ferry, storm];
