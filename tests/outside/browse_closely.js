// Looks at what browse.js passes over. In: {base, pages, errors, hostile}. Out: {faults: [...], headings: {...}}.
'use strict';
const fs = require('fs');
const {chromium} = require('playwright-core');

const PATIENCE = 10000; // milliseconds that a browser has to tell of a change of address

// Every failed or foreign request, and everything that the console tells, is a fault.
function watch(page, base, faults) {
  const told = (text) => faults.push(`${page.url()}: ${text}`);
  const icon = `${base}/favicon.ico`; // asked for by the browser itself where no policy keeps it from doing so
  page.on('console', (m) => { if (m.type() !== 'log' && m.location().url !== icon) told(`console: ${m.text()} ${m.location().url}`); });
  page.on('pageerror', (e) => told(`error: ${e.message}`));
  page.on('request', (r) => { if (!r.url().startsWith(`${base}/`)) told(`asks for ${r.url()}`); });
  page.on('requestfailed', (r) => told(`${r.url()} failed`));
  page.on('response', (r) => { if (r.status() >= 400) told(`${r.url()} answers ${r.status()}`); });
}

// Every page has the same text without scripts, and its link to each language names the page it leads to.
async function plain(browser, base, pages, faults) {
  const context = await browser.newContext({viewport: {width: 390, height: 844}, javaScriptEnabled: false});
  const page = await context.newPage();
  watch(page, base, faults);
  for (const path of pages) {
    await page.goto(base + path);
    if ((await page.innerText('main')).trim().length < 40) faults.push(`${path}: no text without scripts`);
    if ((await page.locator('h1').count()) !== 1) faults.push(`${path}: not one h1`);
    for (const link of await page.locator('nav.languages a').all()) {
      const expected = path.replace(/\.\w+\.html$/, `.${await link.getAttribute('hreflang')}.html`);
      if ((await link.getAttribute('href')) !== expected) faults.push(`${path}: a language leads elsewhere than ${expected}`);
    }
  }
  if ((await context.cookies()).length) faults.push('a cookie was set');
  await context.close();
}

// The first Tab gives the skip link, which is seen and leads to main; all else is reached and seen to be focused.
async function keys(browser, base, path, colorScheme, faults) {
  const context = await browser.newContext({viewport: {width: 390, height: 844}, colorScheme});
  const page = await context.newPage();
  watch(page, base, faults);
  await page.goto(base + path);
  const count = await page.locator('a[href]:visible, summary:visible').count();
  const reached = new Set();
  for (let n = 0; n < count; n += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const one = document.activeElement;
      const box = one.getBoundingClientRect();
      const style = getComputedStyle(one);
      return {
        number: [...document.querySelectorAll('a[href], summary')].indexOf(one),
        skip: one.matches('.skip'),
        name: one.textContent.trim().slice(0, 40),
        inside: box.width > 0 && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
        outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
      };
    });
    if (n === 0 && !at.skip) faults.push(`${path}: the first Tab is not the skip link but ${at.name}`);
    if (!at.inside) faults.push(`${path}: focused out of sight: ${at.name}`);
    if (!at.outlined) faults.push(`${path}: not seen to be focused: ${at.name}`);
    reached.add(at.number);
  }
  if (reached.size !== count) faults.push(`${path}: ${reached.size} of ${count} reached by Tab`);
  await page.goto(base + path);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(/#main$/, {timeout: PATIENCE}).catch(() => faults.push(`${path}: the skip link does not lead to main`));
  await page.keyboard.press('Tab');
  const inside = await page.evaluate(() => document.activeElement.closest('main, footer') !== null);
  if (!inside) faults.push(`${path}: Tab does not go on from main`);
  await context.close();
}

async function errors(browser, base, path, faults) {
  for (const locale of ['sv', 'fi', 'en']) {
    const context = await browser.newContext({viewport: {width: 320, height: 640}, locale});
    const page = await context.newPage();
    const answer = await page.goto(base + path);
    if (answer.status() !== 404) faults.push(`${path}: answers ${answer.status()}`);
    if ((await page.getAttribute('html', 'lang')) !== locale) faults.push(`${path}: the error is not in ${locale}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) faults.push(`${path}: ${wide} px too wide in ${locale}`);
    await context.close();
  }
}

// With the policy switched off, so that only the escaping keeps a script of the data from running.
async function hostile(browser, base, pages, faults, headings) {
  const context = await browser.newContext({bypassCSP: true});
  const page = await context.newPage();
  watch(page, base, faults);
  for (const path of pages) {
    await page.goto(base + path);
    if (await page.evaluate(() => 'pwned' in window)) faults.push(`${path}: a script of the data ran`);
    const made = await page.evaluate(() => document.querySelectorAll('img, script:not([type="application/ld+json"])').length);
    if (made) faults.push(`${path}: the data made ${made} elements`);
    for (const json of await page.locator('script[type="application/ld+json"]').allTextContents()) JSON.parse(json);
    headings[path] = await page.textContent('h1');
  }
  await context.close();
}

(async () => {
  const told = JSON.parse(fs.readFileSync(0, 'utf8'));
  const faults = [];
  const headings = {};
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  await plain(browser, told.base, told.pages || [], faults);
  for (const path of told.keys || []) {
    for (const scheme of ['light', 'dark']) await keys(browser, told.base, path, scheme, faults);
  }
  for (const path of told.errors || []) await errors(browser, told.base, path, faults);
  await hostile(browser, told.base, told.hostile || [], faults, headings);
  await browser.close();
  process.stdout.write(JSON.stringify({faults, headings}));
})().catch((error) => { console.error(error); process.exit(1); });
