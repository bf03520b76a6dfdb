// Looks at pages as people with other settings do. In: {base, views}. Out: {faults: [...]}.
'use strict';
const {each, open, run, watch} = require('./chromium.js');

const PAPER = 718; // CSS pixels between the margins of a sheet of A4

// What is read of a text is on the screen: it runs neither out of the window, nor out of what clips it, nor over another.
const CUT = () => {
  const found = [];
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const holder = text.parentElement;
    if (!text.data.trim() || holder.closest('.skip') || !holder.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true})) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const told = `${holder.tagName.toLowerCase()} "${text.data.trim().slice(0, 40)}"`;
    let scrolls = false;
    for (let box = holder; box; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (/auto|scroll/.test(style.overflowX) && box !== document.documentElement && box !== document.body) { scrolls = true; break; }
      if (/hidden|clip/.test(style.overflowX + style.overflowY)) {
        const edge = box.getBoundingClientRect();
        for (const r of range.getClientRects()) {
          if (r.right > edge.right + 1 || r.left < edge.left - 1 || r.bottom > edge.bottom + 2 || r.top < edge.top - 2) found.push(`${told} is cut`);
        }
      }
    }
    if (scrolls) continue;
    for (const r of range.getClientRects()) {
      if (r.width < 1) continue;
      if (r.right > innerWidth + 1 || r.left < -1) found.push(`${told} runs out of the window`);
      boxes.push([r, told]);
    }
  }
  boxes.sort(([a], [b]) => a.top - b.top);
  for (let i = 0; i < boxes.length; i += 1) {
    const [a, one] = boxes[i];
    for (let k = i + 1; k < boxes.length && boxes[k][0].top < a.bottom; k += 1) {
      const [b, other] = boxes[k];
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 2 && down > Math.min(a.height, b.height) / 2) found.push(`${one} lies over ${other}`);
    }
  }
  for (const area of document.querySelectorAll('textarea')) {
    if (matchMedia('print').matches && area.scrollHeight > area.clientHeight + 2) found.push('a text area is cut on paper');
  }
  return [...new Set(found)].slice(0, 5);
};

// Every control is told from what is behind it, and a field by its edge.
const UNSEEN = () => {
  const rgba = (colour) => (colour.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((m, n) => n - m); return (x + 0.05) / (y + 0.05); };
  const behind = (box) => {
    for (let at = box; at; at = at.parentElement) { const c = rgba(getComputedStyle(at).backgroundColor); if (c.length < 4 || c[3] > 0) return c; }
    return [255, 255, 255];
  };
  const found = [];
  for (const one of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')) {
    if (!one.checkVisibility() || one.matches('.skip')) continue;
    const style = getComputedStyle(one);
    const name = `${one.tagName.toLowerCase()} "${(one.textContent || one.name || '').trim().slice(0, 40)}"`;
    if (!one.matches('[type=radio], [type=checkbox]') && contrast(rgba(style.color), behind(one)) < 4.5) found.push(`${name} is not told from its background`);
    if (one.matches('button, .button, select, textarea, input:not([type=radio], [type=checkbox])')) {
      const edge = parseFloat(style.borderTopWidth) >= 1 && style.borderTopStyle !== 'none';
      if (!edge || contrast(rgba(style.borderTopColor), behind(one.parentElement)) < 3) found.push(`${name} has no edge`);
    }
  }
  return found.slice(0, 5);
};

// Text of twice the size, as set in the browser; forced colours; paper.
async function otherwise(page, base, view, faults) {
  const told = (how, found) => found.forEach((f) => faults.push(`${view.name} ${view.path} (${how}): ${f}`));
  watch(page, base, faults, view.status);
  await open(page, base, view, faults);
  const closed = await page.locator('details:not([open])').count();
  await page.emulateMedia({media: 'print', colorScheme: 'dark'});
  await page.setViewportSize({width: PAPER, height: 1000});
  told('print', await page.evaluate(CUT));
  told('print', await page.evaluate(() => {
    const found = [];
    const edge = document.documentElement.scrollWidth - innerWidth;
    if (edge > 0) found.push(`${edge} px too wide`);
    if (getComputedStyle(document.body).backgroundColor !== 'rgb(255, 255, 255)') found.push('not on white');
    const left = [...document.querySelectorAll('main details > :not(summary)')].filter((e) => e.parentElement.checkVisibility() && !e.checkVisibility());
    if (left.length) found.push(`${left.length} details are not printed`);
    for (const part of document.querySelectorAll('.skip, .languages, .crumbs')) {
      if (part.checkVisibility()) found.push(`${part.className} is printed`);
    }
    return found;
  }));
  if (closed && (await page.locator('details:not([open])').count()) !== closed) told('print', ['details changed']);
  await page.emulateMedia({media: 'screen', colorScheme: 'light', forcedColors: 'active'});
  await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
  told('forced colours', await page.evaluate(UNSEEN));
  await page.emulateMedia({forcedColors: 'none'});
  await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
  for (const width of [390, 768, 1280]) {
    await page.setViewportSize({width, height: 800});
    told(`text of 200 % at ${width} px`, await page.evaluate(CUT));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) told(`text of 200 % at ${width} px`, [`${wide} px too wide`]);
  }
}

run(async (browser, {base, views}) => {
  const faults = [];
  await each(browser, {}, views, (page, view) => otherwise(page, base, view, faults));
  return {faults};
});
