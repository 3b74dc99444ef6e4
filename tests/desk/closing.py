#!/usr/bin/env python3
"""closing.py: what the desk posts by itself at the end of its hours. usage: tests/desk/closing.py PROGRAM (project's root)

A desk takes in two reports; its log is then made older than it is, as if they had come in earlier today and the day before, and
the desk starts again with hours that have just ended. Ends "desk closing: N passed, N failed". Standard library only.
"""
import datetime, os, sqlite3, sys, time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import api

MARKET = {'id': 'm', 'outlet': 'Sahel Wire', 'published': '2026-03-14T11:00+01:00', 'title': 'Bomb kills 12 at market in Zinder',
          'text': 'ZINDER, Niger, March 14 (Sahel Wire) -- A bomb at a market in Zinder killed 12 people on Saturday, the health ministry said.\n'}
FERRY = {'id': 'f', 'outlet': 'Olm Observer', 'published': '2026-03-14T12:00+03:00', 'title': 'Ferry sinks off Mombasa',
         'text': 'MOMBASA, Kenya, March 14 (Olm Observer) -- A ferry sank off Mombasa on Saturday and nine people died, the coast guard said.\n'}


def older(db, incident, by):
    with sqlite3.connect(db) as store:
        store.execute('UPDATE change SET at = at - ? WHERE incident = ?', (by * 1000, int(incident[1:])))


def closing(desk, incident):
    return [item['says'] for item in desk.ask('GET', f'/api/incidents/{incident}')['timeline'] if item['kind'] == 'closing']


def settle(desk, incident, count):
    for _ in range(100):
        if len(closing(desk, incident)) >= count:
            break
        time.sleep(0.05)
    return closing(desk, incident)


def main():
    now = datetime.datetime.now(datetime.timezone.utc)
    zone = f'Etc/GMT{now.hour - 12:+d}'  # where it is noon now, so that nothing falls on two days; POSIX counts to the west
    desk = api.Desk()
    desk.login(name='Ann')
    market, ferry = (desk.ask('POST', '/api/documents', d, want=201)['incidents'][0] for d in (MARKET, FERRY))
    api.check('no hours, no note', closing(desk, market), [])
    answer, _ = desk.login(name='desk: hours')
    api.check('nobody is the desk itself', answer.status, 400)
    desk.stop()
    older(desk.db, market, 3 * 3600)
    older(desk.db, ferry, 86400)
    hours = 'Mon-Sun 07:00 - 11:30'
    again = api.Desk('--zone', zone, '--rules', hours, db=desk.db)
    again.login(name='Ann')
    says = settle(again, market, 1)
    api.check('a note in the timeline, until when', [s.startswith('This desk is closed until ') and ' 07:00 (' in s for s in says], [True])
    api.check('of what was told since it opened alone', closing(again, ferry), [])
    edit = again.ask('GET', '/api/edits')['edits'][-1]
    api.check('it stands in the log', (edit['kind'], edit['author'], edit['incident']), ('note', 'desk: hours', market))
    again.stop()
    third = api.Desk('--zone', zone, '--rules', hours, db=desk.db)
    third.login(name='Ann')
    time.sleep(1.5)
    api.check('and is posted once', len(closing(third, market)), 1)
    third.ask('POST', '/api/edits', {'kind': 'undo', 'edit': edit['edit']}, want=201)
    api.check('an editor may take it back', closing(third, market), [])
    third.stop()
    open_ = api.Desk('--zone', zone, '--rules', 'Mon-Sun 07:00 - 23:00', db=desk.db)
    open_.login(name='Ann')
    time.sleep(1.5)
    api.check('an open desk posts none', len(open_.ask('GET', '/api/edits')['edits']), 2)
    open_.ask('PATCH', '/api/desk', {'hours': 'Mon-Sun 11:30 - 11:59'})
    time.sleep(1.5)
    api.check('nothing was told in that window', [closing(open_, i) for i in (market, ferry)], [[], []])
    open_.stop()
    print(f'desk closing: {api.passed} passed, {api.failed} failed')
    sys.exit(api.failed != 0)


if __name__ == '__main__':
    main()
