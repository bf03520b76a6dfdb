// Takes pictures of pages: the upper part of each, light. In: {base, pictures: [{file, width, view}], highest}. Out: {faults: [...]}.
'use strict';
const fs = require('fs');
const {each, open, run} = require('./chromium.js');
const {fewer} = require('./png.js');

const COLOURS = 32;

run(async (browser, {base, pictures, highest}) => {
  const faults = [];
  await each(browser, {colorScheme: 'light'}, pictures, async (page, {file, width, view}) => {
    await page.setViewportSize({width, height: 844});
    await open(page, base, view, faults);
    const height = Math.min(highest, await page.evaluate(() => document.documentElement.scrollHeight));
    const clip = {x: 0, y: 0, width, height};
    fs.writeFileSync(file, fewer(await page.screenshot({clip, fullPage: true}), COLOURS));
  });
  return {faults};
});
