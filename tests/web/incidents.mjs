// The list: order, filter, search, keys, the map, and that nothing moves while it is read.
import { many } from '../../web/mock/many.mjs';
import { late } from '../../web/mock/texts.mjs';
import { picture, texts, until } from './visit.mjs';

const titles = (page) => texts(page, '.incident-row h2');

async function list({ check, visit }) {
  await visit('', async (page, mock) => {
    await page.locator('.incident-row').first().waitFor();
    check('the last changed first', await titles(page), ['Storm, the eastern islands', 'Transport accident, Bol, Chad', 'Bombing, Zinder, Niger']);
    check('figures in brief', await texts(page, '.incident-row:has-text("Zinder") .brief'), ['17+ killed', '40+ injured', '2 killed, attackers']);
    check('a dispute is told in words', (await texts(page, '.incident-row:has-text("Bol") .brief'))[0], '27 (24–27) missing disputed');
    await picture(page, 'list');

    await page.getByLabel('Country').selectOption('TD');
    check('by country', await titles(page), ['Transport accident, Bol, Chad']);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByLabel('Disputed only').check();
    check('disputed only', await titles(page), ['Transport accident, Bol, Chad']);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByLabel('Began on or after').fill('2026-03-14');
    check('by day', await titles(page), ['Bombing, Zinder, Niger']);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.keyboard.press('/');
    await page.keyboard.type('coast guard');
    await page.locator('.incident-row').nth(1).waitFor({ state: 'detached' });
    check('by words in the reports', await titles(page), ['Transport accident, Bol, Chad']);
    await page.getByLabel('Words in the reports').fill('no such words');
    await page.getByText('No incident fits.').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();

    await page.locator('.incident-row a').first().focus();
    await page.keyboard.press('j');
    await until(page, () => document.activeElement.textContent.includes('Bol'));
    mock.desk.arrive(late.incident, late.document);
    await page.getByRole('button', { name: 'Put in order: 1 changed' }).waitFor();
    check('a figure changes where it stands', (await texts(page, '.incident-row:has-text("Zinder") .brief'))[0], '19 (19–21) killed disputed');
    check('and the order waits', (await titles(page))[2], 'Bombing, Zinder, Niger');
    await page.getByRole('button', { name: 'Put in order' }).click();
    check('until the reader wants it', (await titles(page))[0], 'Bombing, Zinder, Niger');
    check('and the focus is kept', await page.evaluate(() => document.activeElement.textContent.trim()), 'In order');
    await page.locator('.incident-row a').first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /Bombing, Zinder/ }).waitFor();
    await page.goBack();
    await page.locator('.incident-row').first().waitFor();
  });
}

/** The map of the list: what has a place, what lies close together as one mark. */
async function map({ check, visit }) {
  await visit('', async (page) => {
    await page.getByText('Map: 2 of 3 incidents').click();
    await page.locator('.map .land').first().waitFor();
    const marks = page.locator('.map .mark');
    check('each incident with a place', (await marks.evaluateAll((all) => all.map((e) => e.getAttribute('aria-label')))).sort(), ['Bombing, Zinder, Niger', 'Transport accident, Bol, Chad']);
    await picture(page, 'list-map');
    const before = await marks.first().boundingBox();
    const box = await page.locator('.map svg').boundingBox();
    await page.mouse.move(box.x + 30, box.y + 30);
    await page.mouse.down();
    await page.mouse.move(box.x + 130, box.y + 60, { steps: 4 });
    await page.mouse.up();
    const after = await marks.first().boundingBox();
    check('it is drawn aside', Math.hypot(after.x - before.x - 100, after.y - before.y - 30) < 2, true);
    await page.getByRole('button', { name: 'Bombing, Zinder' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /Bombing, Zinder/ }).waitFor();
  });
  await visit('', async (page) => {
    await page.getByText('Map: 60 of 60 incidents').click();
    const mark = page.getByRole('button', { name: '12 incidents: Paita' });
    await mark.click();
    check('a mark of many lists them', await page.locator('.chosen-incidents li').count(), 12);
    check('and says how many', await mark.locator('.pin-count').textContent(), '12');
  }, { list: many(60) });
}

export async function incidents(tools) {
  await list(tools);
  await map(tools);
}
