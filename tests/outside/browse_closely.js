// Looks at pages without scripts, by keyboard, in error and without their policy.
// In: {base, views, others, keys, hostile}. Out: {faults: [...], headings: {...}}.
'use strict';
const {PATIENCE, each, open, run, watch} = require('./chromium.js');

const PHONE = {viewport: {width: 390, height: 844}};
const REACHED = 'a[href], summary, button, input:not([type=hidden]), select, textarea, [tabindex]';

// Every page has its text without scripts, and its link to each language names the page it leads to.
async function plain(page, base, view, faults) {
  watch(page, base, faults, view.status);
  await open(page, base, view, faults);
  if ((await page.innerText('main')).trim().length < 40) faults.push(`${view.path}: no text without scripts`);
  if ((await page.locator('h1').count()) !== 1) faults.push(`${view.path}: not one h1`);
  const switched = page.locator('nav.languages a');
  const here = (await switched.count()) ? await switched.and(page.locator('[aria-current]')).getAttribute('href') : '';
  if (here && view.path.includes(`.${view.language}.html`) && here.split('?')[0] !== view.path.split('?')[0]) faults.push(`${view.path}: says that it is ${here}`);
  for (const link of await switched.all()) {
    const expected = here.replace(/\.\w+\.html/, `.${await link.getAttribute('hreflang')}.html`);
    if ((await link.getAttribute('href')) !== expected) faults.push(`${view.path}: a language leads elsewhere than ${expected}`);
  }
  if ((await page.context().cookies()).length) faults.push(`${view.path}: a cookie was set`);
}

// What has the focus: which control of the page it is, and how it is seen. A group of radio buttons is one stop, a day
// of several fields is one control.
const FOCUSED = (reached) => {
  const one = document.activeElement;
  const box = (one.querySelector('img') || one).getClientRects()[0] || one.getBoundingClientRect();
  const style = getComputedStyle(one);
  const middle = (from, to, most) => (Math.max(from, 0) + Math.min(to, most)) / 2;
  const top = document.elementFromPoint(middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
  return {
    number: [...document.querySelectorAll(reached)].indexOf(one),
    skip: one.matches('.skip'),
    parts: one.matches('[type=date]'),
    name: one.name && one.type === 'radio' ? one.name : one.textContent.trim().slice(0, 40) || one.name,
    closed: one.matches('details:not([open]) > summary'),
    inside: box.width > 0 && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
    covered: !top || !(one.contains(top) || top.contains(one) || [...(one.labels || [])].some((label) => label.contains(top))),
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
  };
};

const STOPS = (reached) => {
  const found = [...document.querySelectorAll(reached)].filter((e) => e.checkVisibility() && e.tabIndex >= 0 && !e.disabled);
  const groups = new Set(found.filter((e) => e.type === 'radio').map((e) => e.name));
  return {count: found.filter((e) => e.type !== 'radio').length + groups.size, early: found.filter((e) => e.tabIndex > 0).length};
};

// The first Tab gives the skip link, which is seen and leads to main; all else is reached in order, seen and seen to be
// focused; what is folded opens with Enter.
async function keys(page, base, view, faults) {
  const told = (text) => faults.push(`${view.name} ${view.path}: ${text}`);
  watch(page, base, faults, view.status);
  await open(page, base, view, faults);
  let last = -1;
  let reached = 0;
  const seen = new Set();
  for (;;) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(FOCUSED, REACHED);
    if (at.number < 0) break;
    if (reached === 0 && !at.skip) told(`the first Tab is not the skip link but ${at.name}`);
    if (at.number === last && at.parts) continue;
    if (at.number <= last) told(`Tab goes back to ${at.name}`);
    if (seen.has(at.number)) break;
    seen.add(at.number);
    if (!at.inside) told(`focused out of sight: ${at.name}`);
    if (at.inside && at.covered) told(`focused under something: ${at.name}`);
    if (!at.outlined) told(`not seen to be focused: ${at.name}`);
    if (at.closed) {
      await page.keyboard.press('Enter');
      if ((await page.evaluate(FOCUSED, REACHED)).closed) told(`does not open: ${at.name}`);
    }
    last = at.number;
    reached += 1;
  }
  const stops = await page.evaluate(STOPS, REACHED);
  if (reached !== stops.count) told(`${reached} of ${stops.count} reached by Tab`);
  if (stops.early) told(`${stops.early} are put before others`);
  await page.keyboard.press('Shift+Tab');
  if ((await page.evaluate(FOCUSED, REACHED)).number < 0) told('Shift and Tab do not lead back');
  await open(page, base, view, faults);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(/#main$/, {timeout: PATIENCE}).catch(() => told('the skip link does not lead to main'));
  await page.keyboard.press('Tab');
  const inside = await page.evaluate(() => document.activeElement.closest('main, footer') !== null);
  if (!inside) told('Tab does not go on from main');
}

// With the policy switched off, so that only the escaping keeps a script of the data from running.
async function hostile(page, base, path, faults, headings) {
  watch(page, base, faults);
  await page.goto(base + path);
  if (await page.evaluate(() => 'pwned' in window)) faults.push(`${path}: a script of the data ran`);
  const made = await page.evaluate(() => document.querySelectorAll('img, script:not([type="application/ld+json"])').length);
  if (made) faults.push(`${path}: the data made ${made} elements`);
  for (const json of await page.locator('script[type="application/ld+json"]').allTextContents()) JSON.parse(json);
  headings[path] = await page.textContent('h1');
}

run(async (browser, {base, views = [], others = [], hostile: spoilt = []}) => {
  const faults = [];
  const headings = {};
  await each(browser, {...PHONE, javaScriptEnabled: false}, [...views, ...others], (page, view) => plain(page, base, view, faults));
  await each(browser, PHONE, views.filter((view) => view.language !== 'en'), (page, view) => keys(page, base, view, faults));
  const wide = {viewport: {width: 1280, height: 720}, colorScheme: 'dark'};
  await each(browser, wide, views.filter((view) => view.language === 'en'), (page, view) => keys(page, base, view, faults));
  await each(browser, {bypassCSP: true}, spoilt, (page, path) => hostile(page, base, path, faults, headings));
  return {faults, headings};
});
