/** A variable of a URL template. */
export interface TemplateVariable {
  /** Without braces and star; `*` for a rest of the path that has no name. */
  readonly name: string
  readonly place: 'path' | 'query'
  /** Whether it takes any number of segments. */
  readonly isRest: boolean
}

const variablePattern = /\{(\*?)([^{}]+)\}|\/\*$/g

/** The variables of a template in its order. @see reference: API Management, 2.3 */
export function readVariables(template: string): readonly TemplateVariable[] {
  const [path, query] = splitTemplate(template)
  const of = (text: string, place: TemplateVariable['place']) =>
    [...text.matchAll(variablePattern)]
      .filter(([found]) => place === 'path' || found !== '/*')
      .map(([, star, name = '*']): TemplateVariable => ({ name, place, isRest: star === '*' || name === '*' }))
  return [...of(path, 'path'), ...of(query, 'query')]
}

/**
 * Path and query of a template with the values put in, encoded so that each stays in its place.
 * @param isMissingShown whether a variable without a value stays as it is, in braces
 */
export function fillTemplate(
  template: string,
  toValue: (name: string) => string,
  isMissingShown = false,
): { readonly path: string; readonly query: readonly string[] } {
  const [path, query] = splitTemplate(template)
  const missing = (name: string) => isMissingShown && toValue(name) === ''
  const filled = path.replace(variablePattern, (found, star: string | undefined, name = '*') => {
    if (found === '/*') return `/${encodeRest(toValue('*'))}`
    if (missing(name)) return found
    return star === '*' ? encodeRest(toValue(name)) : encodeSegment(toValue(name))
  })
  const parts = query.split('&').filter((part) => part !== '' && part !== '*')
  return {
    path: filled.startsWith('/') ? filled : `/${filled}`,
    query: parts.map((part) =>
      part.replace(variablePattern, (found, _, name = '*') => (missing(name) ? found : encodeQuery(toValue(name)))),
    ),
  }
}

/** `?` inside of braces belongs to the name. */
function splitTemplate(template: string): readonly [path: string, query: string] {
  let depth = 0
  for (let at = 0; at < template.length; at += 1) {
    const character = template[at]
    if (character === '{') depth += 1
    else if (character === '}') depth -= 1
    else if (character === '?' && depth === 0) return [template.slice(0, at), template.slice(at + 1)]
  }
  return [template, '']
}

/** `encodeURIComponent` leaves these, which some servers and shells read as more than text. */
const strict = (text: string) =>
  text.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)

/** One segment: a slash in it stays part of it, and dots alone do not climb. */
export const encodeSegment = (text: string): string =>
  /^\.{1,2}$/.test(text) ? text.replaceAll('.', '%2E') : strict(encodeURIComponent(toWellFormed(text)))

export const encodeQuery = (text: string): string => strict(encodeURIComponent(toWellFormed(text)))

const encodeRest = (text: string): string => text.replace(/^\//, '').split('/').map(encodeSegment).join('/')

/** Half of a character that was cut apart cannot be encoded. */
const toWellFormed = (text: string): string => text.toWellFormed()
