import { namedValueKey } from './named-values.ts'

/** Data of a resource: what JSON can say. */
export type Data = null | boolean | number | string | readonly Data[] | { readonly [name: string]: Data | undefined }

const reference = /\{\{([A-Za-z0-9._-]+)\}\}/g

/** `namedValueKey` of the named values that texts in the data refer to, each with its name as it is first written. */
export function findNamesInData(data: Data | undefined): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  mapTexts(data, (text) => {
    for (const [, name = ''] of text.matchAll(reference)) {
      if (!names.has(namedValueKey(name))) names.set(namedValueKey(name), name)
    }
    return text
  })
  return names
}

/** The same data with values in the place of their names; a name that is not among them stays. @param values by `namedValueKey` */
export const resolveNamesInData = <D extends Data | undefined>(data: D, values: ReadonlyMap<string, string>): D =>
  mapTexts(data, (text) => text.replace(reference, (written, name) => values.get(namedValueKey(name)) ?? written))

/** The same data with every reference to one named value changed to another name. */
export const renameInData = <D extends Data | undefined>(data: D, from: string, to: string): D =>
  mapTexts(data, (text) =>
    text.replace(reference, (written, name) => (namedValueKey(name) === namedValueKey(from) ? `{{${to}}}` : written)),
  )

/** Names of members are left alone: they are names of headers and parameters. */
function mapTexts<D extends Data | undefined>(data: D, change: (text: string) => string): D {
  const visit = (value: Data | undefined): Data | undefined => {
    if (typeof value === 'string') return value.includes('{{') ? change(value) : value
    if (Array.isArray(value)) return value.map((item: Data) => visit(item) as Data)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, visit(member)]))
  }
  // Texts become texts, so the shape stays.
  return visit(data) as D
}
