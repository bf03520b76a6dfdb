// Makes a PNG of few colours from one of many, as a browser writes it: 8 bits a channel, not interlaced (RFC 2083).
'use strict';
const zlib = require('zlib');

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const COMMON = 14; // how many of the commonest colours are kept, however near each other
const APART = [40, 24, 12, 0]; // how far the others are apart at least, by turns, so that rare ones are found too

function chunks(png) {
  const found = [];
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    found.push([png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length)]);
    at += length + 12;
  }
  return found;
}

function paeth(left, up, corner) {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

// The colour of each pixel, as one number.
function pixels(png) {
  const parts = chunks(png);
  const head = parts.find(([type]) => type === 'IHDR')[1];
  const [width, height, samples] = [head.readUInt32BE(0), head.readUInt32BE(4), {2: 3, 6: 4}[head[9]]];
  const raw = zlib.inflateSync(Buffer.concat(parts.filter(([type]) => type === 'IDAT').map(([, data]) => data)));
  const row = width * samples;
  const found = new Uint32Array(width * height);
  let above = Buffer.alloc(row);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (row + 1)];
    const line = raw.subarray(y * (row + 1) + 1, (y + 1) * (row + 1));
    for (let i = 0; i < row; i += 1) {
      const left = i < samples ? 0 : line[i - samples];
      const corner = i < samples ? 0 : above[i - samples];
      line[i] += [0, left, above[i], (left + above[i]) >> 1, paeth(left, above[i], corner)][filter];
    }
    for (let x = 0; x < width; x += 1) found[y * width + x] = line.readUIntBE(x * samples, 3);
    above = line;
  }
  return {width, height, found};
}

const bands = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];
const distance = (a, b) => { const [x, y] = [bands(a), bands(b)]; return x.reduce((sum, v, i) => sum + Math.abs(v - y[i]), 0); };

function palette(found, most) {
  const counts = new Map();
  for (const colour of found) counts.set(colour, (counts.get(colour) || 0) + 1);
  const common = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || a - b);
  const kept = common.slice(0, Math.min(COMMON, most));
  for (const apart of APART) {
    for (const colour of common) {
      if (kept.length < most && !kept.includes(colour) && kept.every((k) => distance(k, colour) >= apart)) kept.push(colour);
    }
  }
  const nearest = (colour) => kept.reduce((best, k, i) => (distance(k, colour) < distance(kept[best], colour) ? i : best), 0);
  return {kept, index: new Map(common.map((colour) => [colour, nearest(colour)]))};
}

// The sum at the end of a chunk (RFC 2083, section 3.4).
function check(data) {
  let sum = ~0;
  for (const byte of data) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

function chunk(type, data) {
  const told = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(check(told));
  return Buffer.concat([length, told, sum]);
}

// The picture with as many colours as a palette may hold; at most 256.
function fewer(png, most) {
  const {width, height, found} = pixels(png);
  const {kept, index} = palette(found, most);
  const rows = Buffer.alloc(height * (width + 1));
  found.forEach((colour, i) => { rows[i + Math.floor(i / width) + 1] = index.get(colour); });
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3], 8);
  const parts = [['IHDR', head], ['PLTE', Buffer.from(kept.flatMap(bands))], ['IDAT', zlib.deflateSync(rows, {level: 9})], ['IEND', Buffer.alloc(0)]];
  return Buffer.concat([SIGNATURE, ...parts.map(([type, data]) => chunk(type, data))]);
}

module.exports = {fewer};
