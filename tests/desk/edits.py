"""edits.py: editors' words over the API: each kind, its undoing, what is stale, two editors at once. For api.py."""
import http.client, json


def run(desk, incident, check, faults, spec):
    def ask(method, path, body=None, want=200):
        return desk.ask(method, path, body, want=want)

    def page(name=incident):
        return ask('GET', f'/api/incidents/{name}')

    def killed(name=incident):
        figure = next((f for f in page(name)['figures'] if f['key'] == 'killed'), None)
        e = figure and figure['estimates'][0]
        return e and (e['low'], e['best'], e['high'])

    def edit(want=201, **body):
        body.setdefault('version', page()['summary']['change'])
        return ask('POST', '/api/edits', body, want=want)

    def undo(done):
        return edit(kind='undo', edit=done['edit'])

    claims = {c['reading']['value']['value']: c['key'] for c in page()['claims']
              if c['main'] and c['reading']['measure'] == 'killed'}
    machine = killed()
    claim = claims[17]

    for name, body in (('no kind', {}), ('another kind', {'kind': 'praise'}), ('no claim', {'kind': 'confirm'}),
                       ('no reason', {'kind': 'reject', 'claim': claim}), ('no version', {'kind': 'confirm', 'claim': claim, 'version': None}),
                       ('no value', {'kind': 'correct', 'claim': claim, 'reason': 'r', 'set': {'value': {'hedge': 'exact'}}}),
                       ('two at once', {'kind': 'correct', 'claim': claim, 'reason': 'r', 'set': {'measure': 'injured', 'of': None}}),
                       ('no such measure', {'kind': 'correct', 'claim': claim, 'reason': 'r', 'set': {'measure': 'eaten'}}),
                       ('a key that is none', {'kind': 'note', 'incident': incident, 'reason': 'r', 'mood': 'good'})):
        edit(want=400, **body)
    edit(want=404, kind='confirm', claim='999:c1')
    edit(want=404, kind='confirm', claim=claim.split(':')[0] + ':c99')

    def standing(key):
        found = next(c for c in page()['claims'] if c['key'] == key)
        return found['state'], found['reading'], found['machine'], len(found['edits'])

    read = standing(claim)[1]
    done = edit(kind='confirm', claim=claim)
    check('confirmed', standing(claim), ('confirmed', read, None, 1))
    check('a confirmed figure is as it was', killed(), machine)

    done = edit(kind='correct', claim=claim, reason='the ministry names fourteen',
                set={'value': {'low': 14, 'high': 14, 'value': 14, 'hedge': 'exact'}})
    state, reading, was, edits = standing(claim)
    check('corrected, the machine beside it', (state, reading['value']['value'], was['value']['value'], edits), ('corrected', 14, 17, 2))
    check('the figure follows', killed(), (14, 14, 14))
    undo(done)
    check('undone', (standing(claim)[0], killed()), ('confirmed', machine))

    done = edit(kind='reject', claim=claim, reason='that was the cordon')
    check('rejected', standing(claim)[0], 'rejected')
    check('it counts for nothing', killed() != machine, True)
    check('the trace says so', [t['verdict'] for f in page()['figures'] if f['key'] == 'killed'
                                for t in f['estimates'][0]['trace'] if t['claim'] == claim], ['rejected'])
    rows = [r for r in page()['ledger'] if claim in r['claims']]
    check('and the ledger', [r['state'] for r in rows], ['rejected'])
    undo(done)
    check('and back', killed(), machine)

    done = edit(kind='correct', claim=claim, reason='they were wounded', set={'measure': 'injured'})
    check('another measure', standing(claim)[1]['measure'], 'injured')
    check('it left the toll', killed() != machine, True)
    undo(done)
    check('the toll is back', killed(), machine)
    done = edit(kind='correct', claim=claim, reason='the governor said it', set={'speaker': 'the governor'})
    check('another speaker', standing(claim)[1]['chain'][0][0]['name'], 'the governor')
    undo(done)
    done = edit(kind='correct', claim=claim, reason='of two years ago', set={'incident': None})
    check('background', standing(claim)[1]['incident'], None)
    undo(done)
    check('all undone', (standing(claim)[1], killed()), (read, machine))

    stale(desk, incident, claim, check, faults, spec)
    extent(desk, incident, check, ask, page, edit, undo)
    given(incident, claim, check, page, edit, undo)

    noted = edit(kind='note', incident=incident, reason='the mayor calls back at six')
    edits = ask('GET', '/api/edits?limit=1000')['edits']
    check('the log holds each', [e['edit'] for e in edits], list(range(1, noted['edit'] + 1)))
    check('of this incident', ask('GET', f'/api/edits?incident={incident}&limit=1000')['edits'][-1]['reason'], 'the mayor calls back at six')
    check('who and why', (edits[0]['author'], edits[1]['reason']), ('Ann', 'the ministry names fourteen'))
    check('what was before', edits[1]['before'], '17')
    lines = ask('GET', '/api/edits.jsonl').splitlines()
    check('the export is the log', [json.loads(x) for x in lines], edits)
    edit(want=409, kind='undo', edit=edits[1]['edit'])


def stale(desk, incident, claim, check, faults, spec):
    """Two editors look at one claim; the second is refused and shown both versions; news in between makes nothing stale."""
    version = desk.ask('GET', f'/api/incidents/{incident}')['summary']['change']
    desk.ask('POST', '/api/documents', {'id': 'late-1', 'outlet': 'Olm Observer', 'published': '2026-03-14T14:00+01:00',
                                        'title': 'Market bombing in Zinder',
                                        'text': 'ZINDER, Niger, March 14 (Olm Observer) -- The bomb at the market in Zinder on Saturday '
                                                'wounded 31 people, a hospital said.\n'}, want=201)
    first = desk.ask('POST', '/api/edits', {'kind': 'reject', 'claim': claim, 'version': version, 'reason': 'Ann doubts it'}, want=201)
    mine = {'kind': 'correct', 'claim': claim, 'version': version, 'reason': 'Bob knows better', 'set': {'polarity': 'denied'}}
    conflict = desk.ask('POST', '/api/edits', mine, want=409)
    check('both versions', (conflict['yours'], conflict['theirs'][-1]['reason'], conflict['claim']['state']), (mine, 'Ann doubts it', 'rejected'))
    mine['version'] = conflict['change']
    again = desk.ask('POST', '/api/edits', mine, want=201)
    for done in (again, first):
        desk.ask('POST', '/api/edits', {'kind': 'undo', 'edit': done['edit']}, want=201)


def extent(desk, incident, check, ask, page, edit, undo):
    """Documents go, incidents come together and apart."""
    before = [d['key'] for d in page()['documents']]
    away = before[-1]
    done = edit(kind='move', document=away, reason='another market')
    check('an incident of its own', done['incident'] != incident, True)
    check('it is there', [d['key'] for d in page(done['incident'])['documents']], [away])
    check('and no more here', [d['key'] for d in page()['documents']], before[:-1])
    undo(done)
    check('and back again', [d['key'] for d in page()['documents']], before)

    done = edit(kind='split', incident=incident, documents=[away], reason='two attacks')
    other = done['incident']
    check('split', ([d['key'] for d in page()['documents']], [d['key'] for d in page(other)['documents']]), (before[:-1], [away]))
    merged = edit(kind='merge', incident=other, into=incident, reason='one after all', version=page(other)['summary']['change'])
    check('merged', [d['key'] for d in page()['documents']], before)
    check('the other redirects', (page(other)['summary']['id'], other in page()['also']), (incident, True))
    undo(merged)
    check('apart again', [d['key'] for d in page(other)['documents']], [away])
    undo(done)
    check('as at first', [d['key'] for d in page()['documents']], before)

    origins = page()['summary']['origins']
    done = edit(kind='reprint', document=before[1], reprint_of=before[0], reason='word for word')
    row = next(d for d in page()['documents'] if d['key'] == before[1])
    check('a reprint', (row['reprint_of'], row['reprint_by']), (before[0], 'editor'))
    check('one origin less', page()['summary']['origins'], origins - 1)
    undo(done)
    check('none any more', next(d for d in page()['documents'] if d['key'] == before[1])['reprint_of'], None)


def given(incident, claim, check, page, edit, undo):
    """A claim is given to another incident: it counts there, and no more here; that incident's page shows its words."""
    def counted(name):
        return [c['key'] for c in page(name)['claims'] if c['main']], [k for r in page(name)['ledger'] for k in r['claims']]

    before = [d['key'] for d in page()['documents']]
    away = next(key for key in reversed(before) if key != claim.split(':')[0])
    split = edit(kind='split', incident=incident, documents=[away], reason='two attacks')
    other = split['incident']
    seen = page(other)['summary']['change']
    check('it is not there yet', [claim in keys for keys in counted(other)], [False, False])
    done = edit(kind='correct', claim=claim, reason='of the other attack', set={'incident': other})
    check('it counts there', [claim in keys for keys in counted(other)], [True, True])
    check('and no more here', [claim in keys for keys in counted(incident)], [False, False])
    there = page(other)
    check('that is a change there', there['summary']['change'] > seen, True)
    check('its report is shown, and whose it is', [(d['key'], d['incident']) for d in there['documents'] if d['key'] != away],
          [(claim.split(':')[0], incident)])
    check('but is no report of that', there['summary']['documents'], 1)
    check('the edit too', [e['edit'] for e in there['edits'] if e['kind'] == 'correct'][-1:], [done['edit']])
    fixed = edit(kind='correct', claim=claim, reason='eighteen', set={'value': {'low': 18, 'high': 18, 'value': 18, 'hedge': 'exact'}},
                 version=page(other)['summary']['change'])
    reading = next(c for c in page(other)['claims'] if c['key'] == claim)['reading']
    check('corrected from there', (reading['incident'], reading['value']['value']), (other, 18))
    rows = [r['value']['value'] for r in page(other)['ledger'] if claim in r['claims']]
    check('the ledger has it so', rows, [18])
    undo(fixed)
    undo(done)
    check('and back', [claim in keys for keys in counted(incident)], [True, True])
    check('gone there', [d['key'] for d in page(other)['documents']], [away])
    undo(split)
