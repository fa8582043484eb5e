/** Reads URL templates as far as the tests of definitions need it; the gateway's own reading is used where all meets. */
export function readTemplate(template: string): { parameterNames: string[]; faults: string[] } {
  const names = [...template.matchAll(/\{\*?([^{}]*)\}/g)].map((match) => match[1] ?? '')
  const repeated = names.filter((name, index) => names.indexOf(name) !== index)
  return { parameterNames: names, faults: repeated.map((name) => `The parameter '${name}' is there more than once`) }
}
