// Asks SPARQL queries with Comunica: of one document, or of whatever links lead to from it.
// In: {base, jobs: [{source, query, follow}]}. Out: for each job its bindings, as {variable: value}.
'use strict';
const {QueryEngine} = require('@comunica/query-sparql');
const {QueryEngine: Traversing} = require('@comunica/query-sparql-link-traversal');
const {LoggerVoid} = require('@comunica/logger-void');

(async () => {
  const {base, jobs} = JSON.parse(require('fs').readFileSync(0, 'utf8'));
  const plain = new QueryEngine();
  const traversing = new Traversing();
  const fetchHere = async (request, options) => {
    const url = typeof request === 'string' ? request : request.url;
    if (!url.startsWith(base)) throw new Error(`only the server is asked: ${url}`);
    return fetch(request, options);
  };
  const found = [];
  for (const {source, query, follow} of jobs) {
    const engine = follow ? traversing : plain;
    const context = {sources: [source], lenient: follow, fetch: fetchHere, log: new LoggerVoid()};
    const bindings = await (await engine.queryBindings(query, context)).toArray();
    found.push(bindings.map((one) => Object.fromEntries([...one].map(([name, term]) => [name.value, term.value]))));
  }
  process.stdout.write(JSON.stringify(found));
})().catch((error) => { console.error(error); process.exit(1); });
