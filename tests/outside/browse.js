// Looks at pages with axe. In: {base, views, others, hostile}. Out: {faults: [...], headings: {...}, looked: n, axe: "..."}.
'use strict';
const fs = require('fs');
const {each, open, run, watch} = require('./chromium.js');

const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const ASKED = ['color-contrast', 'target-size', 'page-has-heading-one']; // a rule of each kind that must have been held
const WIDTHS = [320, 768, 1280];
const SCHEMES = ['light', 'dark'];

// Nothing breaks a rule, and nothing is left for a person to judge.
async function accessible(page, where, faults) {
  const {found, held} = await page.evaluate(async (rules) => {
    const told = await window.axe.run(document, {runOnly: rules});
    const all = [...told.passes, ...told.inapplicable, ...told.violations, ...told.incomplete];
    return {found: [...told.violations, ...told.incomplete], held: all.map((rule) => rule.id)};
  }, RULES);
  for (const rule of ASKED) if (!held.includes(rule)) faults.push(`${where}: axe did not ask for ${rule}`);
  for (const v of found) {
    const nodes = v.nodes.slice(0, 3).map((n) => `${n.target.join(' ')} (${n.failureSummary || ''})`);
    faults.push(`${where}: ${v.id}: ${v.help}: ${nodes.join('; ')}`);
  }
}

async function prepare(page, base, view, faults) {
  watch(page, base, faults, view.status);
  await open(page, base, view, faults);
  if ((await page.textContent('main')).trim().length < 20) faults.push(`${view.path}: main is empty`);
  await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
  await page.evaluate(axe);
}

async function look(page, view, width, colorScheme, faults) {
  const where = `${view.name} ${view.path} (${width} px, ${colorScheme})`;
  await page.setViewportSize({width, height: 800});
  await page.emulateMedia({colorScheme});
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) faults.push(`${where}: ${wide} px too wide`);
  await accessible(page, where, faults);
}

// With a policy or without, no script of the data runs.
async function hostile(browser, base, paths, faults, headings) {
  await each(browser, {}, paths, async (page, path) => {
    await page.goto(base + path);
    if (await page.evaluate(() => 'pwned' in window)) faults.push(`${path}: a script of the data ran`);
    headings[path] = await page.textContent('h1');
  });
}

run(async (browser, {base, views = [], others = [], hostile: spoilt = []}) => {
  const faults = [];
  const headings = {};
  await each(browser, {}, views, async (page, view) => {
    await prepare(page, base, view, faults);
    for (const width of WIDTHS) for (const scheme of SCHEMES) await look(page, view, width, scheme, faults);
  });
  await each(browser, {}, others, async (page, view) => {
    await prepare(page, base, view, faults);
    await look(page, view, WIDTHS[0], SCHEMES[0], faults);
  });
  await hostile(browser, base, spoilt, faults, headings);
  return {faults, headings, looked: views.length + others.length, axe: require('axe-core/package.json').version, chromium: browser.version()};
});
