/** `import { a as b } from "node:http";`, as rolldown writes each import on a line of its own. */
const importOfNode = /^import (?:(?<what>[^"'\n]+) from )?["'](?<module>node:[^"'\n]+)["'];$/gm
const anyImportOfNode = /^(import|export)\b[^;\n]*["']node:[^\n]*$/m

/**
 * Takes what a built file imports of Node by `process.getBuiltinModule`. An `import` reads every export of the module,
 * used or not, and some are made when they are first read: that of `node:http` loads all of undici for the sake of
 * `http.WebSocket`, which was a tenth of a second in each process and thread.
 * @param code ECMAScript as rolldown writes it
 * @throws Error when it imports from Node in a way that is not known here
 */
export function withoutImportsOfNode(code: string): string {
  const changed = code.replaceAll(importOfNode, (line, what: string | undefined, module: string) => {
    const value = `process.getBuiltinModule("${module}")`
    const declared = what === undefined ? `${value};` : toDeclaration(what.trim(), value)
    if (declared === undefined) throw new Error(`The build does not know this import: ${line}`)
    return declared
  })
  const left = anyImportOfNode.exec(changed)
  if (left !== null) throw new Error(`The build does not know this import: ${left[0]}`)
  return changed
}

/** @param what what stands between `import` and `from`: a default, names in braces, all as one, or a default with one of these */
function toDeclaration(what: string, value: string): string | undefined {
  const whole = /^(?:\* as )?(?<name>[\w$]+)$/.exec(what)?.groups?.name
  if (whole !== undefined) return `const ${whole} = ${value};`
  const { first, second } = /^(?:(?<first>[\w$]+), ?)?(?<second>\{[^{}]*\}|\* as [\w$]+)$/.exec(what)?.groups ?? {}
  if (second === undefined) return undefined
  const names = second.startsWith('{') ? second.replaceAll(' as ', ': ') : second.slice('* as '.length)
  return `const ${names} = ${value}${first === undefined ? '' : `, ${first} = ${value}`};`
}
