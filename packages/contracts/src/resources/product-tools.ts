import { toToolName } from './tool.ts'

/** An operation that an MCP server of a product has as a tool, and the name that clients call it by. */
export interface ProductTool<Operation> {
  readonly name: string
  readonly operation: Operation
}

/**
 * Names the operations of a product after their APIs and themselves, so that an API that comes in changes no name.
 * @param apis with their identifiers, without revision, in the order in which they came
 */
export function nameProductTools<Operation extends { readonly id: string }>(
  apis: readonly { readonly name: string; readonly operations: readonly Operation[] }[],
): readonly ProductTool<Operation>[] {
  const names = new Set<string>()
  return apis.flatMap(({ name: api, operations }) =>
    operations.map((operation) => {
      const wanted = toToolName(`${api}_${operation.id}`)
      let name = wanted
      for (let count = 2; names.has(name); count++) name = `${wanted.slice(0, 60)}_${count}`
      names.add(name)
      return { name, operation }
    }),
  )
}
