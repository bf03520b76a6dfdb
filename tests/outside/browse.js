// Looks at pages in a real browser. In: {base, pages, shots, hostile}. Out: {faults: [...], looked: n, ...}.
'use strict';
const fs = require('fs');
const {chromium} = require('playwright-core');

const PATIENCE = 10000; // milliseconds that a browser has to tell of a change of address

const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const VIEWS = [
  {name: 'phone', viewport: {width: 390, height: 844}, colorScheme: 'light'},
  {name: 'desktop', viewport: {width: 1280, height: 900}, colorScheme: 'dark'},
];

async function accessible(page, where, faults) {
  await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  for (const v of found.violations) {
    faults.push(`${where}: ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join('; ')}`);
  }
}

async function look(context, base, path, view, faults) {
  const page = await context.newPage();
  const where = `${path} (${view})`;
  page.on('console', (m) => {
    if (m.type() === 'error' && !m.text().includes('status of 404')) faults.push(`${where}: console: ${m.text()}`);
  });
  page.on('pageerror', (e) => faults.push(`${where}: error: ${e.message}`));
  page.on('request', (r) => { if (!r.url().startsWith(base)) faults.push(`${where}: asks for ${r.url()}`); });
  await page.goto(base + path);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wide > 0) faults.push(`${where}: ${wide} px too wide`);
  if ((await page.textContent('main')).trim().length < 20) faults.push(`${where}: main is empty`);
  await accessible(page, where, faults);
  await page.setViewportSize({width: 320, height: 640});
  const narrow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (narrow > 0) faults.push(`${where}: ${narrow} px too wide at 320 px`);
  await page.close();
}

async function walk(browser, base, faults) {
  const context = await browser.newContext({viewport: {width: 390, height: 844}, javaScriptEnabled: false});
  const page = await context.newPage();
  await page.goto(base + '/optima/register/primus-wilma-kurre.sv.html');
  for (const tag of ['fi', 'en', 'sv']) {
    await page.click(`nav a[hreflang=${tag}]`);
    if (!page.url().endsWith(`/optima/register/primus-wilma-kurre.${tag}.html`)) faults.push(`language switch: ${page.url()}`);
    if ((await page.getAttribute('html', 'lang')) !== tag) faults.push(`language switch: not in ${tag}`);
  }
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(/#main$/, {timeout: PATIENCE}).catch(() => faults.push(`skip link: ${page.url()}`));
  if ((await context.cookies()).length) faults.push('a cookie was set');
  await context.close();
}

(async () => {
  const {base, pages, shots, hostile} = JSON.parse(fs.readFileSync(0, 'utf8'));
  const faults = [];
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  let headings = {};
  await Promise.all(VIEWS.map(async ({name, ...options}) => {
    const context = await browser.newContext(options);
    for (const path of pages) await look(context, base, path, name, faults);
    for (const [file, path] of Object.entries(shots || {})) {
      const page = await context.newPage();
      await page.goto(base + path);
      await page.screenshot({path: `${file}-${name}.png`, fullPage: true});
      await page.close();
    }
    for (const path of hostile || []) {
      const page = await context.newPage();
      await page.goto(base + path);
      if (await page.evaluate(() => 'pwned' in window)) faults.push(`${path}: a script of the data ran`);
      headings[path] = await page.textContent('h1');
      await page.close();
    }
    await context.close();
  }));
  if (!hostile) await walk(browser, base, faults);
  await browser.close();
  process.stdout.write(JSON.stringify({faults, headings}));
})().catch((error) => { console.error(error); process.exit(1); });
