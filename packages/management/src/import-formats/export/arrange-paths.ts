import type { ApiModel, ModelOperation } from './api-model.ts'

/** One operation at the place that it has in a definition. */
export interface PlacedOperation {
  readonly operation: ModelOperation
  /** `x-ms-paths` for what `paths` cannot hold: a second operation of a path and method, or fixed query values. */
  readonly field: 'paths' | 'x-ms-paths'
  readonly path: string
  /** Lower case. */
  readonly method: string
  readonly isInPath: (parameterName: string) => boolean
}

const otherMethodsField = 'x-oai-additionalOperations'

/** The places of all operations, in their order. */
export function placeOperations({ operations }: ApiModel): PlacedOperation[] {
  const taken = new Set<string>()
  return operations.map((operation) => {
    const { urlTemplate, method: writtenMethod } = operation.properties
    const written = urlTemplate.startsWith('/') ? urlTemplate : `/${urlTemplate}`
    const mark = written.indexOf('?')
    const path = mark < 0 ? written : written.slice(0, mark)
    const query = mark < 0 ? '' : written.slice(mark + 1)
    const method = writtenMethod.toLowerCase()
    const place = `${method} ${path}`
    const isPlain = !taken.has(place) && query.split('&').every((part) => part === '' || isOwnParameter(part))
    if (isPlain) taken.add(place)
    return {
      operation,
      field: isPlain ? 'paths' : 'x-ms-paths',
      path: isPlain ? path : written,
      method,
      isInPath: (name) => path.includes(`{${name}}`) || path.includes(`{*${name}}`),
    }
  })
}

/** `name={name}`: what the import makes of a required query parameter. */
function isOwnParameter(part: string): boolean {
  const [name = '', value] = part.split('=')
  return value === `{${name}}`
}

/** `paths` and `x-ms-paths` with what `write` makes of each operation. */
export function writePaths(
  model: ApiModel,
  methods: ReadonlySet<string>,
  write: (placed: PlacedOperation) => unknown,
): Record<string, unknown> {
  const fields = {
    paths: new Map<string, Map<string, unknown>>(),
    'x-ms-paths': new Map<string, Map<string, unknown>>(),
  }
  const others = new Map<Map<string, unknown>, Map<string, unknown>>()
  for (const placed of placeOperations(model)) {
    const items = fields[placed.field]
    const item = items.get(placed.path) ?? new Map<string, unknown>()
    items.set(placed.path, item)
    if (methods.has(placed.method)) item.set(placed.method, write(placed))
    else {
      const other = others.get(item) ?? new Map<string, unknown>()
      others.set(item, other)
      other.set(placed.method.toUpperCase(), write(placed))
    }
  }
  for (const [item, other] of others) item.set(otherMethodsField, Object.fromEntries(other))
  const toObject = (items: ReadonlyMap<string, ReadonlyMap<string, unknown>>) =>
    Object.fromEntries([...items].map(([path, item]) => [path, Object.fromEntries(item)]))
  return {
    paths: toObject(fields.paths),
    ...(fields['x-ms-paths'].size > 0 ? { 'x-ms-paths': toObject(fields['x-ms-paths']) } : {}),
  }
}
