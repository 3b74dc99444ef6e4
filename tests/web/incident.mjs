// An incident's page: tally, rules, ledger, courses, timeline, map, reports, background, and the way from a figure to its words.
import { picture, texts } from './visit.mjs';

export async function incident({ check, visit }) {
  await visit('#/incident/I12', async (page) => {
    const row = page.locator('.tally .row').first();
    check('low, best, high', await texts(page, '.tally .row:first-child dd'), ['17', '17', '–not known']);
    check('who says so', (await texts(page, '.tally .row:first-child .claims .chain'))[0], 'agency: Sahel Wire ‹quoting government: the health ministry');
    check('what was overtaken is struck', await row.locator('li.struck').count(), 1);
    check('what is feared is dotted', await row.locator('li.dotted .tag').textContent(), 'feared or possible');
    check('what is denied is hollow', await texts(page, '.tally li.hollow .tag'), ['denied']);
    check('parts stand under the whole', await texts(page, '.tally .part .what'), ['attackers', 'security forces']);
    await page.getByLabel('by the rule').selectOption('ucdp');
    check('another rule', await texts(page, '.tally .row:first-child dd'), ['17', '17', '21']);
    await page.getByLabel('by the rule').selectOption('latest');

    check('the ledger’s speakers', await texts(page, '.ledger tbody th'), ['government: the health ministry', 'medical, not named: a hospital official', 'police: police', 'military: the army', 'witness, not named: witnesses']);
    check('one line a speaker', await page.locator('.course').first().locator('.line').count(), 2);
    await page.getByText('As a table').first().click();
    await page.locator('.course').first().locator('tbody tr').first().waitFor();
    check('and a table behind it', (await texts(page, '.course:first-child tbody tr td:nth-child(2)')).join('; '), 'A the health ministry; A the health ministry; A the health ministry; B police; B police');
    check('the timeline', (await texts(page, '.timeline .tag')).join(' '), 'began report reprint report report');
    await page.locator('.map .land').first().waitFor();
    check('the map names the land', (await texts(page, '.map .land-name')).includes('Niger'), true);
    check('and the places', await texts(page, '.map .pin-name'), ['Maradi', 'Zinder']);
    check('the scene alone is filled', await page.locator('.map .pin').evaluateAll((all) => all.map((e) => e.classList.contains('scene'))), [false, true]);
    check('and told in words', (await page.locator('.map-foot p').textContent()).startsWith(' where it happened: Zinder (13.81° N, 8.99° E).  named in the reports: Maradi.'), true);
    check('reprints are folded under their origin', await page.locator('.reports .reprints').first().evaluate((d) => [d.open, d.closest('.report-line').querySelector('a').textContent]), [false, 'At least 12 killed in market blast in Zinder']);
    check('background is kept apart', [await page.locator('details.apart').evaluate((d) => d.open), await page.locator('.tally').getByText('nine people').count()], [false, 0]);
    await picture(page, 'incident', { fullPage: true });

    await row.locator('a.q').first().click();
    const detail = page.locator('.claim-detail');
    await detail.waitFor();
    check('a figure opens its words', await detail.locator('blockquote mark').textContent(), 'At least 17 killed');
    check('its chain', await detail.locator('.chain').first().textContent(), 'agency: Sahel Wire ‹quoting government: the health ministry');
    check('the trace of the rule', (await texts(page, '.claim-detail dd'))[2].startsWith('chosen: the newest of the best placed'), true);
    check('the words are marked in the report', await page.locator('.article mark a.pinned').textContent(), 'At least 17 killed');
    await picture(page, 'claim');
    await page.keyboard.press('Escape');
    await detail.waitFor({ state: 'detached' });
    await page.locator('.how-many .best a').first().click();
    await detail.waitFor();
    check('the number leads there too', await detail.locator('blockquote mark').textContent(), 'At least 17 killed');
  });
  await visit('#/incident/I12/report/17/c2', async (page) => {
    const words = page.locator('.article mark a.pinned');
    await words.waitFor();
    check('an emoji before the words moves no mark', [await words.textContent(), await page.locator('.article mark.apart').textContent()], ['About 40 people were injured', 'nine people dead']);
    await page.locator('.article mark.apart a').click();
    await page.locator('.claim-detail .tag', { hasText: 'background: not counted' }).waitFor();
  });
  await visit('#/incident/I9', async (page) => {
    await page.locator('.article').waitFor();
    check('an article’s markup is text', (await page.locator('.article').textContent()).includes('<script>alert(1)</script> & "quoted"'), true);
    check('what is not known is said', await page.getByText('Its coordinates are not known.').count(), 1);
  });
  await visit('#/incident/I99', async (page) => {
    check('no such incident', await texts(page, 'h1'), ['Not found']);
  }, { quiet: false }); // the browser itself tells of the 404
}
