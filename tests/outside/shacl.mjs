// Holds shapes against data with two engines of SHACL. In: [{shapes, data}], texts in N-Triples.
// Out: for each, {engine: [[focus, path, value, severity, shape, component], ...]}. A term is null when there is none or it
// has no name, an IRI is its text, a literal {value, language, datatype}.
import {readFileSync} from 'node:fs';
import N3 from 'n3';
import ShaclValidator from 'rdf-validate-shacl';
import {Validator} from 'shacl-engine';

const factory = {...N3.DataFactory, dataset: (quads) => new N3.Store(quads)};

const SH = 'http://www.w3.org/ns/shacl#';
const TOLD = ['focusNode', 'resultPath', 'value', 'resultSeverity', 'sourceShape', 'sourceConstraintComponent'];

const read = (text) => new N3.Store(new N3.Parser({format: 'N-Triples'}).parse(text));

function results(report) {
  const of = (subject, name) => [...report.match(subject, factory.namedNode(SH + name))].map((quad) => quad.object);
  const written = (term) => {
    if (!term || term.termType === 'BlankNode') return null;
    if (term.termType === 'NamedNode') return term.value;
    return {value: term.value, language: term.language, datatype: term.datatype.value};
  };
  const kind = factory.namedNode('http://www.w3.org/1999/02/22-rdf-syntax-ns#type');
  const reports = [...report.match(null, kind, factory.namedNode(`${SH}ValidationReport`))];
  return reports.flatMap(({subject}) => of(subject, 'result'))
    .map((result) => TOLD.map((name) => written(of(result, name)[0])));
}

const engines = {
  'rdf-validate-shacl': async (shapes, data) => (await new ShaclValidator(shapes, {allowNamedNodeInList: true, importGraph: () => new N3.Store()}).validate(data)).dataset,
  'shacl-engine': async (shapes, data) => (await new Validator(apart(shapes), {factory}).validate({dataset: data})).dataset,
};

// shacl-engine 1.1 fails on a shape with two values of sh:hasValue, which SHACL allows (section 2.1.1: a constraint for each).
// It is given a shape for each; `#2` and on marks those that are added.
function apart(shapes) {
  const hasValue = factory.namedNode(`${SH}hasValue`);
  for (const shape of shapes.getSubjects(hasValue, null)) {
    shapes.getObjects(shape, hasValue).slice(1).forEach((value, index) => {
      const another = factory.namedNode(`${shape.value}#${index + 2}`);
      for (const quad of shapes.getQuads(shape, null, null)) {
        if (quad.predicate.value !== hasValue.value) shapes.addQuad(another, quad.predicate, quad.object);
      }
      for (const quad of shapes.getQuads(null, null, shape)) shapes.addQuad(quad.subject, quad.predicate, another);
      shapes.addQuad(another, hasValue, value);
      shapes.removeQuad(shape, hasValue, value);
    });
  }
  return shapes;
}

const found = [];
for (const {shapes, data} of JSON.parse(readFileSync(0, 'utf8'))) {
  const one = {};
  for (const [name, run] of Object.entries(engines)) one[name] = results(await run(read(shapes), read(data)));
  found.push(one);
}
process.stdout.write(JSON.stringify(found));
