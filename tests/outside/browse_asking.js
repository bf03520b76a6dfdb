// Asks for something in a real browser. In: {base, journeys}. Out: {faults: [...], letters: [...]}.
// A journey is {from, link, fields: {name: text}}: it goes by keyboard alone, without JavaScript, from a page to a letter.
'use strict';
const fs = require('fs');
const {chromium} = require('playwright-core');

const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const FEWEST = 200; // presses of the tabulator after which something is held to be out of reach

async function sound(page, where, faults) {
  await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wide > 0) faults.push(`${where}: ${wide} px too wide`);
  await page.evaluate(axe);
  const found = await page.evaluate((runOnly) => window.axe.run(document, {runOnly}), RULES);
  for (const v of found.violations) {
    faults.push(`${where}: ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join('; ')}`);
  }
}

// The pages of asking, each in turn: where one begins, the form, its faults, the letter.
async function look(browser, base, language, view, faults) {
  const context = await browser.newContext(view);
  const page = await context.newPage();
  const where = (name) => `${name}.${language} (${view.viewport.width} ${view.colorScheme})`;
  page.on('request', (r) => { if (!r.url().startsWith(base)) faults.push(`${where('ask')}: asks for ${r.url()}`); });
  await page.goto(`${base}/ask.${language}.html?register=&track=own`);
  await sound(page, where('ask'), faults);
  await page.goto(`${base}/ask.${language}.html?register=optima/primus-wilma-kurre&track=own`);
  await sound(page, where('form'), faults);
  await page.check('input[name=answer][value=post]');
  await page.click('button[value=letter]');
  await page.waitForSelector('[role=alert]');
  await sound(page, where('faults'), faults);
  await page.fill('[name=name]', 'Åsa Öberg');
  await page.fill('[name=address]', 'Storgatan 1\n68600 Jakobstad');
  await page.click('button[value=letter]');
  await page.waitForSelector('textarea[readonly]');
  await sound(page, where('letter'), faults);
  await page.emulateMedia({media: 'print'});
  const printed = await page.evaluate(() => document.body.innerText.trim());
  if (!printed.startsWith('Optima samkommun') || !printed.endsWith('68600 Jakobstad')) {
    faults.push(`${where('letter')}: prints more than the letter`);
  }
  await context.close();
}

async function tabTo(page, selector) {
  for (let pressed = 0; pressed < FEWEST; pressed += 1) {
    await page.keyboard.press('Tab');
    if (await page.locator(`${selector}:focus`).count()) return true;
  }
  return false;
}

async function walk(browser, base, {from, link, fields}, faults) {
  const context = await browser.newContext({viewport: {width: 390, height: 844}, javaScriptEnabled: false});
  const page = await context.newPage();
  await page.goto(base + from);
  const reached = async (selector) => {
    if (await tabTo(page, selector)) return true;
    faults.push(`${from}: ${selector} is out of reach of the keyboard on ${page.url()}`);
    return false;
  };
  if (await reached(`a[href*="${link}"]`)) {
    await Promise.all([page.waitForLoadState(), page.keyboard.press('Enter')]);
    await page.waitForSelector('form[method=post]');
    for (const [name, text] of Object.entries(fields)) {
      if (!(await reached(`[name="${name}"]`))) break;
      await (text === true ? page.keyboard.press('Space') : page.keyboard.type(text));
    }
    if (await reached('button[value=letter]')) {
      await page.keyboard.press('Enter');
      await page.waitForSelector('textarea[readonly]').catch(() => faults.push(`${from}: no letter`));
    }
  }
  if ((await context.cookies()).length) faults.push(`${from}: a cookie was set`);
  const letter = await page.locator('textarea[readonly]').textContent({timeout: 1000}).catch(() => '');
  await context.close();
  return letter;
}

(async () => {
  const {base, journeys} = JSON.parse(fs.readFileSync(0, 'utf8'));
  const faults = [];
  const letters = [];
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  for (const language of ['sv', 'fi', 'en']) {
    for (const width of [320, 768, 1280]) {
      const colorScheme = width === 768 ? 'dark' : 'light';
      await look(browser, base, language, {viewport: {width, height: 900}, colorScheme}, faults);
    }
  }
  for (const journey of journeys) letters.push(await walk(browser, base, journey, faults));
  await browser.close();
  process.stdout.write(JSON.stringify({faults, letters}));
})().catch((error) => { console.error(error); process.exit(1); });
