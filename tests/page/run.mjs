// run.mjs: the report as a web page in a browser. usage: node tests/page/run.mjs PROGRAM (from the project's root)
//
// Reads the articles of its folder, opens their pages in Chromium (the system's; CHROMIUM names another) and looks:
// nothing is asked for, no script error, figures and words light each other by pointer and keyboard, the links work
// without script, every text's contrast, no sideways scrolling on a phone, headings in order, names for all controls.
// Ends "page: N passed, N failed". With PICTURES=FOLDER each view is kept as a picture to look at.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { badContrast, badStructure, counter, launch } from './browser.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const articlesFolder = join(here, 'articles');
const program = resolve(process.argv[2] || 'build/sitrep');
const { check, total } = counter('page');

const folder = mkdtempSync(join(tmpdir(), 'sitrep-page-'));
const browser = await launch();

async function open(name, options, run) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const asked = [], errors = [];
  page.on('request', (r) => { if (r.url() !== page.url() && !r.url().startsWith('file:')) asked.push(r.url()); });
  page.on('pageerror', (e) => errors.push(String(e)));
  page.on('console', (m) => { if (m.type() === 'error') errors.push(m.text()); });
  await page.goto(pathToFileURL(join(folder, name)).href);
  await run(page);
  check(`${name}: asks for nothing`, asked, []);
  check(`${name}: no error`, errors, []);
  await context.close();
}

try {
  const articles = readdirSync(articlesFolder).filter((n) => n.endsWith('.txt'));
  for (const article of articles)
    writeFileSync(join(folder, article.replace('.txt', '.html')), execFileSync(program,
      ['--format', 'html', '--published', '2026-02-04', '--outlet', 'The Daily Example', join(articlesFolder, article)]));
  writeFileSync(join(folder, 'many.html'), execFileSync(program, ['--format', 'html', articlesFolder]));
  for (const name of [...articles.map((n) => n.replace('.txt', '.html')), 'many.html'])
    for (const colorScheme of ['light', 'dark'])
      for (const [width, height] of [[1360, 900], [390, 844], [320, 640]])
        await open(name, { colorScheme, viewport: { width, height } }, async (page) => {
          const view = `${name} ${width} ${colorScheme}`;
          check(`${view}: structure`, await page.evaluate(badStructure), []);
          await page.evaluate(() => { for (const d of document.querySelectorAll('details')) d.open = true; });
          check(`${view}: contrast`, await page.evaluate(badContrast), []);
          check(`${view}: no wider than the screen`, await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
          if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, view.replaceAll(' ', '-') + '.png'), fullPage: true });
          if (name === 'many.html') return;
          await page.locator('.tally a.q').first().click();
          check(`${view}: contrast when pinned`, await page.evaluate(badContrast), []);
        });

  const classes = (page, selector) => page.locator(selector).first().getAttribute('class');
  await open('siege.html', { viewport: { width: 1360, height: 700 } }, async (page) => {
    const line = page.locator('.tally .claims li').first();
    const tokens = await line.getAttribute('data-c'), token = tokens.split(' ')[0];
    const mark = `#${token.replace('c', 'm')}`;
    await line.hover();
    check('a line lights its words', (await classes(page, mark)) || '', 'lit');
    await page.mouse.move(2, 2);
    check('and no longer', (await classes(page, mark)) || '', '');
    await page.locator(mark).hover();
    check('words light their line', await page.evaluate((t) => document.getElementById(t).classList.contains('lit'), token), true);
    await page.locator(mark).focus();
    await page.keyboard.press('Enter');
    check('Enter pins both', await page.evaluate(([t, m]) => [t, m].map((id) => document.getElementById(id).classList.contains('pinned')), [token, mark.slice(1)]), [true, true]);
    check('and goes to the line', await page.evaluate((t) => document.getElementById(t).contains(document.activeElement), token), true);
    check('and says so', (await page.locator('[role=status]').textContent()).startsWith('Pinned: '), true);
    await page.keyboard.press('Escape');
    check('Escape lets go', await page.locator('.pinned').count(), 0);
    await page.locator('.tally a.q').last().click();
    check('a click goes to the words and shows them', await page.evaluate(() => {
      const box = document.activeElement.getBoundingClientRect();
      return document.activeElement.closest('mark') !== null && box.top >= 0 && box.bottom <= innerHeight;
    }), true);
    const stops = [];
    await page.locator('body').press('Tab');
    for (let i = 0; i < 60; i++) {
      stops.push(await page.evaluate(() => {
        const e = document.activeElement; // the body: past the last stop
        return e === document.body || getComputedStyle(e).outlineStyle !== 'none' ? '' : e.outerHTML.slice(0, 80);
      }));
      await page.keyboard.press('Tab');
    }
    check('each stop of Tab is seen', stops.filter((s) => s), []);
    check('a background figure opens its part', await page.evaluate(() => {
      const away = document.querySelector('mark.apart a');
      away.click();
      return document.querySelector('details').open && document.activeElement.closest('details') !== null;
    }), true);
  });
  await open('siege.html', { javaScriptEnabled: false, viewport: { width: 390, height: 844 } }, async (page) => {
    const link = page.locator('.tally a.q').first(), hash = await link.getAttribute('href');
    await link.click();
    check('without script a link leads to its words', new URL(page.url()).hash, hash);
    await page.locator(`mark ${hash}`).click();
    check('and back', new URL(page.url()).hash, hash.replace('m', 'c'));
  });
  await open('siege.html', { viewport: { width: 800, height: 900 } }, async (page) => {
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    check('paper shows all', await page.locator('details').first().evaluate((d) => d.open), true);
    check('and no buttons', await page.locator('button').first().isVisible(), false);
    if (process.env.PICTURES) await page.pdf({ path: join(process.env.PICTURES, 'siege.pdf') });
  });
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
total();
