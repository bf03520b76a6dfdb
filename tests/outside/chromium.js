// The browser that all scripts of this folder use, and how they open a page in it.
'use strict';
const fs = require('fs');
const {chromium} = require('playwright-core');

const PATIENCE = 10000; // milliseconds that a browser has to tell of a change of address
const ARGUMENTS = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const launch = () => chromium.launch({executablePath: '/usr/bin/chromium', args: ARGUMENTS});

// Every failed or foreign request, and everything that the console tells, is a fault; `expected` is the page's status.
function watch(page, base, faults, expected = 200) {
  const told = (text) => faults.push(`${page.url()}: ${text}`);
  const icon = `${base}/favicon.ico`; // asked for by the browser itself where no policy keeps it from doing so
  const passed = (text) => expected >= 400 && text.includes(`status of ${expected}`);
  page.on('console', (m) => {
    if (m.type() !== 'log' && m.location().url !== icon && !passed(m.text())) told(`console: ${m.text()} ${m.location().url}`);
  });
  page.on('pageerror', (e) => told(`error: ${e.message}`));
  page.on('request', (r) => { if (!r.url().startsWith(`${base}/`)) told(`asks for ${r.url()}`); });
  page.on('requestfailed', (r) => told(`${r.url()} failed`));
  page.on('response', (r) => {
    if (r.status() >= 400 && !(r.request().isNavigationRequest() && r.status() === expected)) told(`${r.url()} answers ${r.status()}`);
  });
}

// Opens a view: its path in its language, and with its form, if any, as if a reader had sent it.
async function open(page, base, view, faults) {
  await page.setExtraHTTPHeaders({'Accept-Language': view.language});
  let answer = await page.goto(base + view.path);
  if (view.form.length) {
    const answered = page.waitForNavigation();
    await page.evaluate((fields) => {
      const form = Object.assign(document.createElement('form'), {method: 'post', hidden: true});
      form.append(...fields.map(([name, value]) => Object.assign(document.createElement('textarea'), {name, value})));
      document.body.append(form);
      form.submit();
    }, view.form);
    answer = await answered;
  }
  if (answer.status() !== view.status) faults.push(`${view.path}: answers ${answer.status()}`);
  if ((await page.getAttribute('html', 'lang')) !== view.language) faults.push(`${view.path}: not in ${view.language}`);
}

// Does something for each of many things, in a few pages at once, all of one kind of context.
async function each(browser, options, things, work) {
  const waiting = [...things];
  await Promise.all([1, 2].map(async () => {
    const context = await browser.newContext(options);
    for (let thing = waiting.shift(); thing; thing = waiting.shift()) {
      const page = await context.newPage();
      await work(page, thing);
      await page.close();
    }
    await context.close();
  }));
}

// Runs a script: JSON in, JSON out, with one browser.
function run(main) {
  (async () => {
    const browser = await launch();
    const told = await main(browser, JSON.parse(fs.readFileSync(0, 'utf8')));
    await browser.close();
    process.stdout.write(JSON.stringify(told));
  })().catch((error) => { console.error(error); process.exit(1); });
}

module.exports = {PATIENCE, each, open, run, watch};
