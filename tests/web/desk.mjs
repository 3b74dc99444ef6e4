// The page as the program itself serves it: `sitrep desk` on a store of its own, a report posted to it while the page is open.
// SITREP names the program; without it this part does nothing but say so.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { incidents } from '../../web/mock/texts.mjs';
import { picture, signIn, texts, until } from './visit.mjs';

const [{ documents: [wire, , courier] }] = incidents;

/** Start it on a free port, and wait for the line that says where it is. */
function start(program, folder) {
  const child = spawn(program, ['desk', '--db', join(folder, 'desk.db'), '--listen', '127.0.0.1:0', '--zone', 'America/New_York']);
  return new Promise((done, fail) => {
    let said = '';
    const hear = (part) => {
      said += part;
      const url = /http:\/\/[\d.:]+\//.exec(said)?.[0];
      if (url) done({ url, stop: () => child.kill('SIGTERM') });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', (code) => fail(new Error(`sitrep desk ended with ${code}: ${said}`)));
  });
}

/** Through the page's own form, as an editor would. */
async function read(page, { text, outlet }) {
  await page.goto(`${new URL(page.url()).origin}/#/feeds`);
  await page.getByLabel('or its words').fill(text);
  await page.getByLabel('and its outlet').fill(outlet);
  await page.getByRole('button', { name: 'Read', exact: true }).click();
  await page.locator('.notice', { hasText: 'Read' }).waitFor();
}

export async function desk({ check, visit }) {
  const program = process.env.SITREP;
  if (!program) return console.log('web: SITREP names no program: the page is not looked at as it serves it');
  const folder = mkdtempSync(join(tmpdir(), 'sitrep-web-'));
  const running = await start(program, folder);
  try {
    await visit('', async (page) => {
      await page.locator('.link.live').waitFor();
      await signIn(page);
      await read(page, wire);
      await page.getByRole('link', { name: 'Incidents' }).click();
      await page.locator('.incident-row a').first().click();
      await page.locator('.tally .row').first().waitFor();
      check('desk: the tally', (await texts(page, '.tally .row:first-child dd'))[0], '12');
      await page.keyboard.press('j');
      await page.locator('.claim-detail').waitFor();
      check('desk: a figure’s words', (await page.locator('.article mark a.pinned').first().textContent()).includes('12'), true);
      await page.keyboard.press('c');
      await page.locator('.claim-detail .tag', { hasText: 'confirmed' }).waitFor();
      await read(page, courier);
      await page.goBack();
      await until(page, () => document.querySelectorAll('.report-line').length === 2);
      check('desk: what a second report says stands beside it', (await texts(page, '.ledger tbody th')).some((name) => /police/i.test(name)), true);
      await picture(page, 'desk');
      await page.getByRole('link', { name: 'Hours' }).click();
      await page.getByLabel('Hours, a line a rule').fill('Mon-Sun 07:00 - 23:00');
      await page.getByRole('button', { name: 'Set', exact: true }).click();
      await page.locator('.windows tbody tr').first().waitFor();
      check('desk: its hours are set on the page', await page.locator('pre').textContent(), 'Mon-Sun 07:00 - 23:00');
    }, { desk: running });
  } finally {
    running.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
