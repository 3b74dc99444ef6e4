#!/usr/bin/env python3
"""day.py: a scripted day of news (tests/desk/day/day.txt) through a local feed server, the desk's ledger held at each step.

usage: tests/desk/day.py PROGRAM [kill]     from the project's root

Four outlets, each a feed of its own kind (RSS, Atom, JSON Feed, RSS), are followed by OPML. With `kill` the desk is killed
(kill -9) in the midst of each step and started again: at the end the same must be told, nothing lost, nothing twice.
Ends "desk day: N passed, N failed". Standard library only.
"""
import http.server, json, os, re, sys, tempfile, threading, time
from html import escape

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import api

KINDS = {'Sahel Wire': 'rss', 'Zinder Post': 'atom', 'Olm Observer': 'json', 'Harbour Times': 'rss'}
DAY = '2026-03-14'


class Step:
    def __init__(self, text):
        head, body = text.split('\n', 1)
        self.time, self.outlet, self.article = re.fullmatch(r'(\d\d:\d\d) (.+): (\S+)', head).groups()
        article, expected = body.split('\n--\n')
        self.title, self.text = article.split('\n\n', 1)
        *lines, alerts = expected.strip().split('\n')
        self.ledger = [re.sub(r' {2,}', '  ', line.strip()) for line in lines]
        self.alerts = [] if alerts == 'alerts: none' else alerts.split(': ')[1].split()


def read_day():
    text = open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'day', 'day.txt'), encoding='utf-8').read()
    return [Step(part) for part in text.split('\n== ')[1:]]


class Feeds:
    """The outlets' feeds, as they stand now; conditional GET is answered as a server should."""

    def __init__(self):
        self.items = {name: {} for name in KINDS}
        self.asked = self.unchanged = 0
        feeds = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                name = self.path.strip('/').replace('-', ' ')
                body = feeds.write(name).encode()
                tag = '"%08x"' % (hash(body) & 0xffffffff)
                feeds.asked += 1
                same = self.headers.get('If-None-Match') == tag
                feeds.unchanged += same
                self.send_response(304 if same else 200)
                self.send_header('ETag', tag)
                self.send_header('Content-Length', '0' if same else str(len(body)))
                self.end_headers()
                try:
                    self.wfile.write(b'' if same else body)
                except OSError:
                    pass  # the desk was killed meanwhile

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.base = f'http://127.0.0.1:{self.server.server_port}'

    def opml(self, path):
        outlines = ''.join(f'<outline text="{n}" type="rss" xmlUrl="{self.base}/{n.replace(" ", "-")}"/>' for n in KINDS)
        with open(path, 'w', encoding='utf-8') as out:
            out.write(f'<opml version="2.0"><head/><body><outline text="the desk">{outlines}</outline></body></opml>')

    def write(self, name):
        items = list(self.items[name].values())
        page = lambda s: ''.join(f'<p>{escape(p.strip())}</p>' for p in s.text.strip().split('\n\n'))
        at = lambda s: f'{DAY}T{s.time}:00+00:00'
        url = lambda s: f'https://{name.lower().replace(" ", "-")}.example/{s.article}'
        if KINDS[name] == 'rss':
            body = ''.join(f'<item><title>{escape(s.title)}</title><link>{url(s)}</link><guid>{url(s)}</guid>'
                           f'<pubDate>Sat, 14 Mar 2026 {s.time}:00 +0000</pubDate>'
                           f'<description>{escape(page(s))}</description></item>' for s in items)
            return f'<rss version="2.0"><channel><title>{name}</title>{body}</channel></rss>'
        if KINDS[name] == 'atom':
            body = ''.join(f'<entry><title>{escape(s.title)}</title><id>{url(s)}</id><link href="{url(s)}"/>'
                           f'<published>{at(s)}</published><updated>{at(s)}</updated>'
                           f'<content type="html">{escape(page(s))}</content></entry>' for s in items)
            return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{name}</title>{body}</feed>'
        return json.dumps({'version': 'https://jsonfeed.org/version/1.1', 'title': name, 'items': [
            {'id': url(s), 'url': url(s), 'title': s.title, 'content_html': page(s), 'date_published': at(s)} for s in items]})


# ---- what the desk tells, in the words of day.txt ----

def say_value(v):
    if v['low'] == v['high']:
        return str(v['low'])
    return f'{v["hedge"]} {v["value"]}'


def say_figure(figure):
    e = figure['estimates'][0]
    return f'{figure["label"]} {e["best"]}{" disputed" if e["disputed"] else ""}'


def tell(desk):
    lines = []
    listed = desk.ask('GET', '/api/incidents')['incidents']
    for row in sorted(listed, key=lambda r: int(r['id'][1:])):
        page = desk.ask('GET', f'/api/incidents/{row["id"]}')
        figures = ', '.join(say_figure(f) for f in page['figures'] if not f['of'])
        reports = f'{row["documents"]} report{"s" if row["documents"] > 1 else ""}'
        if row['origins'] < row['documents']:
            reports += f', {row["origins"]} of their own'
        lines.append(f'{row["kind"]} {row["place"] and row["place"]["name"]}, {reports}: {figures}')
        for r in page['ledger']:
            outlets = ', '.join(r['outlets'])
            bang = '!' if r['against'] else ''
            lines.append(f'{r["figure"]}  {r["speaker"]["name"]}  {say_value(r["value"])}  {r["state"]}{bang}  {outlets}')
    return lines


def poll(desk, name):
    feed = next(f for f in desk.ask('GET', '/api/feeds')['feeds'] if f['title'] == name)
    before = feed['last_success']
    desk.ask('PATCH', f'/api/feeds/{feed["key"]}', {'poll': True})
    return feed['key'], before


def wait_for(desk, key, tries=400):
    """Until the feed was taken in after it was polled: it waits again, and nothing is left to be read."""
    for _ in range(tries):
        feed = desk.ask('GET', '/api/feeds')['feeds'][int(key) - 1]
        if feed['state'] == 'waiting' and desk.ask('GET', '/api/health')['reading'] == 0 and feed['next_try']:
            return feed
        time.sleep(0.03)
    api.check(f'feed {key} was taken in', feed, 'waiting')
    return feed


def start(feeds, folder, db=None):
    path = os.path.join(folder, 'feeds.opml')
    feeds.opml(path)
    desk = api.Desk('--feeds', path, '--allow-private', '--interval', '86400', db=db)
    desk.login(name='Ann')
    for key in range(1, 5):
        wait_for(desk, key)
    return desk


def settle(desk):
    """Until the change log stands still."""
    last = -1
    while (now := desk.ask('GET', '/api/health')['change']) != last:
        last = now
        time.sleep(0.3)
    return last


def play(kill):
    feeds = Feeds()
    folder = tempfile.mkdtemp(prefix='sitrep-day-')
    desk = start(feeds, folder)
    db = desk.db
    seen = 0
    for step in read_day():
        feeds.items[step.outlet][step.article] = step
        name = f'{step.time} {step.outlet}'
        key, _ = poll(desk, step.outlet)
        if kill:
            time.sleep(0.02 * (int(step.time[3:]) % 7))
            desk.kill()
            desk = start(feeds, folder, db)
        wait_for(desk, key)
        last = settle(desk)
        api.check(f'{name}: what is told', '\n'.join(tell(desk)), '\n'.join(step.ledger))
        changes = desk.ask('GET', f'/api/changes?after={seen}&limit=1000')['changes']
        api.check(f'{name}: alerts', [c['alert']['kind'] for c in changes if c['alert']], step.alerts)
        seen = last
    again = feeds.unchanged
    for outlet in KINDS:
        key, _ = poll(desk, outlet)
        wait_for(desk, key)
    if not kill:
        api.check('what did not change is not sent again', feeds.unchanged - again, len(KINDS))
    api.check('nothing is told twice', settle(desk), seen)
    desk.stop()


if __name__ == '__main__':
    killing = len(sys.argv) > 2 and sys.argv[2] == 'kill'
    play(killing)
    print(f'desk day{", killed" if killing else ""}: {api.passed} passed, {api.failed} failed')
    sys.exit(api.failed != 0)
