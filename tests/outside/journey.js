// Walks through pages with the keyboard alone and without scripts. In: {base, journeys: [{name, language, steps}]}.
// Out: {faults: [...], letters: {...}}. What a step does is told below, beside its name; every step works in the
// language of the journey, from its home page.
'use strict';
const {PATIENCE, run, watch} = require('./chromium.js');

const FARTHEST = 400; // stops of Tab on one page
const LETTER = 'textarea[readonly]';

// What has the focus, as it is called: by its label, else by its text.
const CALLED = () => {
  const one = document.activeElement;
  const box = one.getBoundingClientRect();
  const label = [...(one.labels || [])].map((each) => each.innerText).join(' ') || one.innerText || '';
  return {
    name: label.replace(/\s+/g, ' ').trim(),
    tag: one === document.body ? '' : one.tagName.toLowerCase(),
    type: one.type || '',
    seen: box.bottom > 0 && box.top < innerHeight && getComputedStyle(one).outlineStyle !== 'none',
  };
};

const KINDS = {
  link: (at) => at.tag === 'a',
  button: (at) => at.tag === 'button',
  fold: (at) => at.tag === 'summary',
  box: (at) => at.type === 'checkbox',
  field: (at) => at.tag === 'textarea' || at.tag === 'input',
  list: (at) => at.tag === 'select',
};

// Goes with Tab, or back with Shift and Tab, to the next control of a kind whose name begins so.
async function reach(page, kind, name, key = 'Tab') {
  const passed = [];
  for (let n = 0; n < FARTHEST; n += 1) {
    await page.keyboard.press(key);
    const at = await page.evaluate(CALLED);
    if (KINDS[kind](at) && at.name.startsWith(name)) {
      if (!at.seen) throw new Error(`it is not seen that "${name}" has the focus`);
      return;
    }
    if (!at.tag) break;
    passed.push(at.name.slice(0, 30));
  }
  throw new Error(`there is no ${kind} "${name}" on the way past ${passed.slice(-8).join(' | ')}`);
}

async function follow(page, key) {
  const gone = page.waitForEvent('framenavigated', {timeout: PATIENCE});
  await page.keyboard.press(key);
  await gone;
  await page.waitForLoadState();
}

const STEPS = {
  // The heading of the page is this.
  at: async (page, heading) => {
    const found = (await page.innerText('h1')).replace(/\s+/g, ' ');
    if (found !== heading) throw new Error(`the heading is "${found}", not "${heading}"`);
  },
  // This stands on the screen, somewhere on the page.
  see: async (page, text) => {
    const found = (await page.innerText('body')).replace(/\s+/g, ' ');
    if (!found.includes(text)) throw new Error(`"${text}" is not on the page`);
  },
  // Follows a link, presses a button, unfolds what is folded.
  link: async (page, name) => { await reach(page, 'link', name); await follow(page, 'Enter'); },
  button: async (page, name) => { await reach(page, 'button', name); await follow(page, 'Space'); },
  unfold: async (page, name) => { await reach(page, 'fold', name); await page.keyboard.press('Enter'); },
  // Ticks a box further on, or further back.
  tick: async (page, name) => { await reach(page, 'box', name); await page.keyboard.press('Space'); },
  'tick back': async (page, name) => { await reach(page, 'box', name, 'Shift+Tab'); await page.keyboard.press('Space'); },
  // Types into a field; sends what was typed.
  type: async (page, name, text) => { await reach(page, 'field', name); await page.keyboard.type(text); },
  enter: async (page) => { await follow(page, 'Enter'); },
  // Chooses from a list by typing how the choice begins.
  choose: async (page, name, text) => {
    await reach(page, 'list', name);
    await page.keyboard.type(text);
    const chosen = await page.evaluate(() => document.activeElement.selectedOptions[0].text);
    if (!chosen.startsWith(text)) throw new Error(`"${chosen}" is chosen, not "${text}"`);
  },
  // The letter holds this.
  letter: async (page, ...texts) => {
    const letter = await page.inputValue(LETTER);
    for (const text of texts) if (!letter.includes(text)) throw new Error(`the letter does not hold "${text}"`);
  },
};

async function walk(browser, base, {name, language, steps}, faults, letters) {
  const context = await browser.newContext({viewport: {width: 390, height: 844}, javaScriptEnabled: false, locale: language});
  const page = await context.newPage();
  watch(page, base, faults);
  await page.goto(`${base}/index.${language}.html`);
  for (const [step, ...what] of steps) {
    try {
      await STEPS[step](page, ...what);
      if ((await page.getAttribute('html', 'lang')) !== language) throw new Error(`the page is not in ${language}`);
    } catch (error) {
      faults.push(`${name} (${language}): ${step} ${what.join(', ')}: ${page.url()}: ${error.message.split('\n')[0]}`);
      break;
    }
  }
  if (await page.locator(LETTER).count()) letters[`${name} (${language})`] = await page.inputValue(LETTER);
  if ((await context.cookies()).length) faults.push(`${name} (${language}): a cookie was set`);
  await context.close();
}

run(async (browser, {base, journeys}) => {
  const faults = [];
  const letters = {};
  for (const journey of journeys) await walk(browser, base, journey, faults, letters);
  return {faults, letters};
});
