#!/usr/bin/env python3
"""fetch.py: what the desk fetches, from a server that means no good. usage: tests/desk/fetch.py PROGRAM (project's root)

Each address is a feed; its state must become what is expected, within its limit, and the desk must go on. Ends "desk fetch: N
passed, N failed". Standard library only.
"""
import gzip, http.server, os, sys, tempfile, threading, time

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


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        status, headers, body, *_ = ANSWERS[self.path]
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


def main():
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f'http://127.0.0.1:{server.server_port}'
    path = os.path.join(tempfile.mkdtemp(prefix='sitrep-fetch-'), 'feeds.opml')
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
    api.check('and ends when asked to', desk.stop(), 0)
    print(f'desk fetch: {api.passed} passed, {api.failed} failed')
    sys.exit(api.failed != 0)


if __name__ == '__main__':
    main()
