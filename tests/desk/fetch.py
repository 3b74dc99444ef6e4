#!/usr/bin/env python3
"""fetch.py: what the desk fetches, from a server that means no good. usage: tests/desk/fetch.py PROGRAM (project's root)

Each address is a feed; its state must become what is expected, within its limit, and the desk must go on. Then the articles that
items link to. Ends "desk fetch: N passed, N failed". Standard library only.
"""
import gzip, http.server, json, os, sys, tempfile, threading, time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import api

FEED = ('<rss version="2.0"><channel><title>t</title><item><title>Floods kill 19 in Lagos</title><guid>g1</guid>'
        '<description>LAGOS, Nigeria, March 15 -- Floods killed 19 people in Lagos on Sunday, police said.</description></item>'
        '</channel></rss>').encode()
XXE = (b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><guid>x</guid><title>&x;</title>'
       b'<description>&x; Two men were killed in Lagos.</description></item></channel></rss>')
LAUGHS = b'<!DOCTYPE rss [<!ENTITY a0 "ha">' + b''.join(b'<!ENTITY a%d "%s">' % (i, b'&a%d;' % (i - 1) * 10) for i in range(1, 10)) + \
         b']><rss version="2.0"><channel><item><guid>l</guid><title>&a9;</title></item></channel></rss>'

# path: status, headers, body; then the state that its feed comes to, and a word of the error
ANSWERS = {
    '/good': (200, {}, FEED, 'waiting', ''),
    '/packed': (200, {'Content-Encoding': 'gzip'}, gzip.compress(FEED), 'waiting', ''),
    '/three': (302, {'Location': '/two'}, b'', 'waiting', ''),
    '/two': (302, {'Location': '/one'}, b'', 'waiting', ''),
    '/one': (302, {'Location': '/good'}, b'', 'waiting', ''),
    '/loop': (302, {'Location': '/loop'}, b'', 'failing', 'redirect'),
    '/file': (302, {'Location': 'file:///etc/passwd'}, b'', 'failing', 'protocol'),
    '/big': (200, {}, b' ' * (9 << 20), 'failing', 'limit of 8 MiB'),
    '/bomb': (200, {'Content-Encoding': 'gzip'}, gzip.compress(b' ' * (64 << 20)), 'failing', 'limit of 8 MiB'),
    '/head': (200, {f'X-{i}': 'x' * 4000 for i in range(20)}, FEED, 'failing', 'limit'),
    '/none': (404, {}, b'', 'failing', '404'),
    '/gone': (410, {}, b'', 'gone', '410'),
    '/busy': (503, {'Retry-After': '7200'}, b'', 'failing', '503'),
    '/xxe': (200, {}, XXE, 'waiting', 'entit'),
    '/laughs': (200, {}, LAUGHS, 'waiting', 'amplification'),
    '/no-feed': (200, {}, b'\x00\x01\x02', 'waiting', ''),
}


def page(*paragraphs):
    body = ''.join(f'<p>{p}</p>' for p in paragraphs)
    return f'<html><head><title>Floods kill 19 in Lagos</title></head><body><article><h1>Floods kill 19 in Lagos</h1>{body}</article></body></html>'.encode()


def summaries(first):
    items = [('/story', first), ('/consent', 'A fire killed four people in a warehouse in Quito on Friday, firefighters said.'),
             ('/lost', 'A train hit a bus near Poznan on Friday and seven people were injured, police said.'),
             ('/full', 'A storm hit Iloilo on Friday and two people died, the mayor said.</p><p>Schools stay closed until Monday.')]
    return ('<rss version="2.0"><channel><title>Wire</title>' + ''.join(
        f'<item><title>Report {link[1:]}</title><guid>{link}</guid><link>http://HOST{link}</link>'
        f'<pubDate>Sat, 14 Mar 2026 10:00:00 +0000</pubDate><description>&lt;p&gt;{text.replace("<", "&lt;").replace(">", "&gt;")}&lt;/p&gt;</description></item>'
        for link, text in items) + '</channel></rss>').encode()


SUMMARY = 'Floods killed 19 people in Lagos on Friday, police said.'
LINKED = {
    '/summaries': (200, {}, summaries(SUMMARY)),
    '/story': (200, {'ETag': '"1"', 'Content-Type': 'text/html'}, page(
        'LAGOS, Nigeria, March 14 (Wire) -- Floods killed 19 people in Lagos on Friday, police said, after two days of heavy rain.',
        'Forty people were injured, a hospital said. Boats took families from the roofs of their houses in three districts.')),
    '/consent': (200, {'Content-Type': 'text/html'}, page('We use cookies.')),
    '/lost': (404, {}, b''),
    '/full': (200, {'Content-Type': 'text/html'}, page('A storm hit Iloilo.', 'It is asked for by nobody.')),
}
asked = []  # (path, If-None-Match)


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        status, headers, body, *_ = {**ANSWERS, **LINKED}[self.path]
        asked.append((self.path, self.headers.get('If-None-Match')))
        body = body.replace(b'http://HOST', f'http://{self.headers["Host"]}'.encode())
        if headers.get('ETag') and headers['ETag'] == self.headers.get('If-None-Match'):
            status, body = 304, b''
        try:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header('Content-Length', str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            pass  # the desk has had enough

    def log_message(self, *_):
        pass


def read_texts(desk):
    found = [desk.raw('GET', f'/api/documents/{n}') for n in range(1, 9)]
    return sorted(json.loads(body)['text'] for answer, body in found if answer.status == 200)


def settled(desk, texts):
    """Until the desk holds as many documents, and nothing waits to be read."""
    for _ in range(200):
        if len(read_texts(desk)) >= texts and desk.ask('GET', '/api/health')['reading'] == 0:
            break
        time.sleep(0.05)
    return read_texts(desk)


def links(base, folder):
    """Items that are summaries: their articles are read in their place, where these hold more."""
    path = os.path.join(folder, 'links.opml')
    with open(path, 'w') as out:
        out.write(f'<opml><body><outline text="Wire" xmlUrl="{base}/summaries"/></body></opml>')
    desk = api.Desk('--feeds', path, '--allow-private', '--interval', '3600')
    desk.login(name='Ann')
    texts = settled(desk, 4)
    api.check('four documents', len(texts), 4)
    api.check('the article in place of its summary', [t.count('Forty people were injured') for t in texts if 'Lagos' in t], [1])
    api.check('the summary where the page holds less', [('cookies' in t) for t in texts if 'Quito' in t], [False])
    api.check('and where there is no page', len([t for t in texts if 'Poznan' in t]), 1)
    api.check('an item that is no summary asks for none', [p for p, _ in asked if p == '/full'], [])
    feed = desk.ask('GET', '/api/feeds')['feeds'][0]
    api.check('the feed counts them all', (feed['documents'], feed['state']), (4, 'waiting'))
    published = [json.loads(desk.raw('GET', f'/api/documents/{n}')[1])['about'] for n in range(1, 5)]
    api.check('the item tells outlet and time', {(d['outlet'], d['published'] and d['published']['at'][:16]) for d in published}, {('Wire', '2026-03-14T10:00')})

    def poll():
        before = len([p for p, _ in asked if p == '/summaries'])
        desk.ask('PATCH', '/api/feeds/1', {'poll': True})
        polled = False
        for _ in range(100):
            polled = len([p for p, _ in asked if p == '/summaries']) > before and desk.ask('GET', '/api/feeds')['feeds'][0]['state'] == 'waiting'
            if polled:
                break
            time.sleep(0.05)
        api.check('the feed is asked again', polled, True)
        time.sleep(0.3)

    poll()
    api.check('what is known is not asked for again', [e for p, e in asked if p == '/story'], [None])
    LINKED['/summaries'] = (200, {}, summaries(SUMMARY.replace('19', '21')))
    poll()
    api.check('a changed item asks, if it has changed', [e for p, e in asked if p == '/story'], [None, '"1"'])
    api.check('an article stays where it has not', read_texts(desk), texts)
    LINKED['/story'] = (500, {}, b'')
    LINKED['/summaries'] = (200, {}, summaries(SUMMARY.replace('19', '22')))
    poll()
    api.check('and where it can no longer be had', read_texts(desk), texts)
    desk.stop()
    asked.clear()
    plain = api.Desk('--feeds', path, '--allow-private', '--interval', '3600', '--no-articles')
    plain.login(name='Ann')
    api.check('not wanted: summaries', len(settled(plain, 4)), 4)
    api.check('and nothing else was asked for', {p for p, _ in asked}, {'/summaries'})
    plain.stop()


def main():
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f'http://127.0.0.1:{server.server_port}'
    folder = tempfile.mkdtemp(prefix='sitrep-fetch-')
    path = os.path.join(folder, 'feeds.opml')
    with open(path, 'w') as out:
        out.write('<opml><body>' + ''.join(f'<outline text="{p}" xmlUrl="{base}{p}"/>' for p in ANSWERS) + '</body></opml>')
    desk = api.Desk('--feeds', path, '--allow-private', '--interval', '3600')
    until = time.time() + 60
    while time.time() < until:
        feeds = desk.ask('GET', '/api/feeds')['feeds']
        if all(f['last_try'] and f['state'] != 'fetching' for f in feeds) and desk.ask('GET', '/api/health')['reading'] == 0:
            break
        time.sleep(0.1)
    for feed in feeds:
        *_, state, word = ANSWERS[feed['title']]
        api.check(f'{feed["title"]}: state', feed['state'], state)
        api.check(f'{feed["title"]}: {feed["error"]!r} tells why', word.lower() in (feed['error'] or '').lower(), True)
    busy = next(f for f in feeds if f['title'] == '/busy')
    wait = time.mktime(time.strptime(busy['next_try'], '%Y-%m-%dT%H:%M:%SZ')) - time.mktime(time.strptime(busy['last_try'], '%Y-%m-%dT%H:%M:%SZ'))
    api.check('it is asked again when it said', 7190 <= wait <= 7940, True)
    api.check('the same flood from four feeds is one document', sum(f['documents'] for f in feeds if f['title'] in ('/good', '/packed', '/three', '/two', '/one')), 1)
    everything = ''.join(desk.raw('GET', f'/api/documents/{n}')[1].decode() for n in range(1, 4))
    api.check('no file of this machine is told', 'root:' in everything, False)
    api.check('the desk goes on', desk.raw('GET', '/api/health')[0].status, 200)
    desk.stop()
    asked.clear()
    links(base, folder)
    print(f'desk fetch: {api.passed} passed, {api.failed} failed')
    sys.exit(api.failed != 0)


if __name__ == '__main__':
    main()
