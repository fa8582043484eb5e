import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface SdkOperation {
  readonly method: string
  readonly path: string
}

/** The operations of one member of the SDK's client, such as `client.apiDiagnostic`. */
export interface SdkGroup {
  readonly name: string
  readonly operations: readonly SdkOperation[]
}

const folderOfOperations = 'node_modules/@azure/arm-apimanagement/dist/esm/operations'
const specification = /const (\w+)OperationSpec = \{\s*path: "([^"]+)",\s*httpMethod: "(\w+)"/g

/** What the installed management SDK of the compatible service can call, read from its own descriptions. */
export function readSdkOperations(clone: string): {
  readonly groups: readonly SdkGroup[]
  readonly workspaceGroups: number
} {
  const folder = join(clone, folderOfOperations)
  const files = readdirSync(folder).filter((name) => name.endsWith('.js') && name !== 'index.js')
  const isOfWorkspaces = (name: string) => /workspace/i.test(name)
  const groups = files
    .filter((name) => !isOfWorkspaces(name))
    .sort()
    .map((name) => ({
      name: name.replace(/\.js$/, ''),
      operations: parseOperations(readFileSync(join(folder, name), 'utf8')),
    }))
  return { groups, workspaceGroups: files.filter(isOfWorkspaces).length }
}

/** The next page of a list has the same operation as its first. */
const parseOperations = (text: string): SdkOperation[] =>
  [...text.matchAll(specification)]
    .filter(([, name]) => !name?.endsWith('Next'))
    .map(([, , path = '', method = '']) => ({ method, path }))
