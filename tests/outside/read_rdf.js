// Reads documents with N3.js and jsonld.js. In: [{url, accept}]. Out: [[sorted N-Triples lines], ...].
'use strict';
const N3 = require('n3');
const jsonld = require('jsonld');

const refuse = async (url) => { throw new Error(`a context must not be fetched: ${url}`); };

function lines(quads) {
  const writer = new N3.Writer({format: 'N-Triples'});
  return quads.map((q) => writer.quadToString(q.subject, q.predicate, q.object).trim()).sort();
}

async function read({url, accept}) {
  const response = await fetch(url, {headers: {accept}});
  if (response.status !== 200) throw new Error(`${url} answers ${response.status}`);
  const type = response.headers.get('content-type').split(';')[0];
  if (type !== accept) throw new Error(`${url} is ${type}, not ${accept}`);
  const text = await response.text();
  if (accept === 'application/ld+json') {
    const quads = await jsonld.toRDF(JSON.parse(text), {format: 'application/n-quads', documentLoader: refuse});
    return lines(new N3.Parser({format: 'N-Quads'}).parse(quads));
  }
  return lines(new N3.Parser({format: accept, baseIRI: url}).parse(text));
}

(async () => {
  const jobs = JSON.parse(require('fs').readFileSync(0, 'utf8'));
  const found = [];
  for (const job of jobs) found.push(await read(job));
  process.stdout.write(JSON.stringify(found));
})().catch((error) => { console.error(error); process.exit(1); });
