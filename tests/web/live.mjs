// What comes in while the page is open; a lost connection; what changed since the reader last looked.
import { late } from '../../web/mock/texts.mjs';
import { picture, texts } from './visit.mjs';

async function arrives({ check, visit }) {
  await visit('#/incident/I12', async (page, mock) => {
    await page.locator('.timeline').waitFor();
    await page.locator('#reports-title').scrollIntoViewIfNeeded();
    await page.evaluate(() => scrollBy(0, -200));
    await page.locator('main').focus(); // as after coming from another page
    const place = () => page.locator('#reports-title').evaluate((e) => Math.round(e.getBoundingClientRect().top));
    const before = await place();
    const began = Date.now();
    mock.desk.arrive(late.incident, late.document);
    await page.locator('.tally .best dd', { hasText: '19' }).first().waitFor({ state: 'attached' });
    console.log(`web: a figure is on the page ${Date.now() - began} ms after it changed`);
    check('a new figure appears', (await texts(page, '.tally .row:first-child dd'))[1], '19');
    check('with its dispute', await page.locator('.tally .disputed').first().isVisible(), true);
    check('nothing moves under the reader', Math.abs((await place()) - before) <= 2, true);
    check('an alert is told', (await texts(page, '.newest a'))[0], 'Ministry: 19 dead in Zinder: killed 19, was 17');
    check('politely', await page.locator('.newest').getAttribute('aria-live'), 'polite');
    await picture(page, 'alert');
  });
}

async function lost({ check, visit }) {
  await visit('#/incident/I12', async (page, mock) => {
    await page.locator('.link.live').waitFor();
    mock.setDown(true);
    await page.locator('.link.lost').waitFor();
    check('a lost connection is told', (await page.locator('.link').textContent()).startsWith('No connection'), true);
    check('and what is there stays', await page.locator('.tally .row').count() > 0, true);
    await picture(page, 'lost');
    mock.desk.arrive(late.incident, late.document);
    mock.setDown(false);
    await page.locator('.link.live').waitFor({ timeout: 60_000 });
    await page.locator('.tally .best dd', { hasText: '19' }).first().waitFor();
    check('what was missed comes after', (await texts(page, '.tally .row:first-child dd'))[1], '19');
  }, { quiet: false }); // the browser itself tells of the lost connection
}

async function since({ check, visit }) {
  await visit('#/incident/I12', async (page, mock) => {
    await page.locator('.tally').waitFor();
    check('a first look has no before', await page.locator('.since').count(), 0);
    await page.getByRole('link', { name: 'Incidents' }).click();
    await page.locator('.incident-row').first().waitFor();
    mock.desk.arrive(late.incident, late.document);
    await page.locator('.tag.news').waitFor();
    check('the list tells what changed since', await texts(page, '.incident-row:has(.news) h2'), ['Bombing, Zinder, Niger']);
    await page.getByRole('link', { name: 'Bombing, Zinder, Niger', exact: true }).click();
    await page.locator('.since li').first().waitFor();
    check('and the page says what', await texts(page, '.since li'), ['killed: 19 (19–21), was 17+; now disputed', '1 new report']);
    await picture(page, 'since');
    await page.getByRole('button', { name: 'Mark as seen' }).click();
    await page.getByText('Nothing has changed.').waitFor();
  });
}

export async function live(tools) {
  await arrives(tools);
  await lost(tools);
  await since(tools);
}
