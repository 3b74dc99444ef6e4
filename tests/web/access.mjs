// Access: axe, contrast, structure, the keyboard alone, a phone, dark and light, paper.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { many } from '../../web/mock/many.mjs';
import { badContrast, badStructure } from '../page/browser.mjs';
import { picture, until } from './visit.mjs';

const axe = readFileSync(createRequire(new URL('../page/package.json', import.meta.url)).resolve('axe-core'), 'utf8');

const VIEWS = { list: '#/', incident: '#/incident/I12', claim: '#/incident/I12/report/19/c2', ferry: '#/incident/I13', feeds: '#/feeds', audit: '#/audit', hours: '#/hours', help: '#/help' };
const SCREENS = { desktop: { width: 1360, height: 900 }, phone: { width: 390, height: 844 }, small: { width: 320, height: 640 } };

async function violations(page) {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return found.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 100)).join(' | ')}`);
}

/** Where there is text but no link of the report's own is dead: the desk's links are addresses of its pages. */
const structure = async (page) => (await page.evaluate(badStructure)).filter((fault) => !fault.startsWith('nowhere: #/'));

async function views({ check, visit }) {
  for (const [name, hash] of Object.entries(VIEWS))
    for (const [screen, viewport] of Object.entries(SCREENS))
      for (const colorScheme of ['light', 'dark'])
        await visit(hash, async (page) => {
          const view = `${name} ${screen} ${colorScheme}`;
          await page.waitForLoadState('networkidle', { timeout: 1000 }).catch(() => {});
          await page.evaluate(() => { for (const d of document.querySelectorAll('main details')) d.open = true; });
          check(`${view}: no wider than the screen`, await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
          check(`${view}: contrast`, await page.evaluate(badContrast), []);
          check(`${view}: structure`, await structure(page), []);
          check(`${view}: axe`, await violations(page), []);
          await picture(page, view.replaceAll(' ', '-'), { fullPage: screen === 'desktop' });
        }, { viewport, colorScheme });
}

async function keyboard({ check, visit }) {
  await visit('#/incident/I12', async (page) => {
    await page.locator('.article').waitFor();
    const unseen = [];
    await page.locator('body').press('Tab');
    for (let i = 0; i < 70; i++) {
      unseen.push(await page.evaluate(() => {
        const e = document.activeElement;
        const outlined = (x) => getComputedStyle(x).outlineStyle !== 'none';
        return e === document.body || outlined(e) ? '' : e.outerHTML.slice(0, 90);
      }));
      await page.keyboard.press('Tab');
    }
    check('each stop of Tab is seen', unseen.filter(Boolean), []);
    await page.keyboard.press('j');
    await page.locator('.claim-detail').waitFor();
    check('j opens a claim', new URL(page.url()).hash, '#/incident/I12/report/20/c1');
    await page.keyboard.press('j');
    await until(page, () => location.hash.endsWith('/19/c2'));
    await page.keyboard.press('m');
    await page.getByRole('dialog').waitFor();
    check('a dialog takes the focus', await page.evaluate(() => document.activeElement.closest('dialog') !== null), true);
    check('axe in a dialog', await violations(page), []);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    check('and gives it back', await page.evaluate(() => document.activeElement.matches('a.q')), true);
  });
}

async function paper({ check, visit }) {
  await visit('#/incident/I12/report/20/c1', async (page) => {
    await page.locator('.article').waitFor();
    await page.emulateMedia({ media: 'print' });
    check('paper has no buttons', await page.locator('button:visible').count(), 0);
    check('and the report’s words', await page.locator('.article').isVisible(), true);
    if (process.env.PICTURES) await page.pdf({ path: `${process.env.PICTURES}/incident.pdf` });
    await picture(page, 'print', { fullPage: true });
  });
  await visit('', async (page) => {
    await page.locator('.incident-row').first().waitFor();
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await until(page, () => document.querySelectorAll('.incident-row').length === 60);
    check('paper has the whole list', await page.locator('.incident-row').count(), 60);
  }, { list: many(60) });
}

export async function access(tools) {
  await views(tools);
  await keyboard(tools);
  await paper(tools);
}
