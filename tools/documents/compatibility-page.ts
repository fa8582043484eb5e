import { describeLists, describeOperation, describeRoutes, type ListFields } from '@sluice/management'
import { readSdkOperations, type SdkGroup, type SdkOperation } from './sdk-operations.ts'

export interface GroupSupport {
  readonly name: string
  readonly served: readonly SdkOperation[]
  /** Reason → operations. */
  readonly refused: ReadonlyMap<string, readonly SdkOperation[]>
  /** Neither served nor refused with a reason. */
  readonly missing: readonly SdkOperation[]
}

/** What this version does with each operation of a group of the SDK. */
export function describeGroup({ name, operations }: SdkGroup): GroupSupport {
  const served: SdkOperation[] = []
  const refused = new Map<string, SdkOperation[]>()
  const missing: SdkOperation[] = []
  for (const operation of operations) {
    const support = describeOperation(operation.method, operation.path)
    if (support === undefined) missing.push(operation)
    else if (support === 'served') served.push(operation)
    else refused.set(support.reason, [...(refused.get(support.reason) ?? []), operation])
  }
  return { name, served, refused, missing }
}

/** `docs/compatibility.md`: what of the compatible service's management SDK works here. */
export function compatibilityPage(clone: string): string {
  const { groups, workspaceGroups } = readSdkOperations(clone)
  const supports = groups.map(describeGroup)
  const count = (of: (support: GroupSupport) => number) => supports.reduce((sum, support) => sum + of(support), 0)
  const refused = count((support) => [...support.refused.values()].flat().length)
  return [
    '# Compatibility of the management API',
    '',
    'Made by `npm run docs` from what the API declares (`packages/management/src`) and from the operations of the npm package',
    '`@azure/arm-apimanagement`; a test compares the two. Groups are the members of its client, `~` is the path of the service.',
    '',
    `Of ${count((support) => support.served.length) + refused + count((support) => support.missing.length)} operations ${count((support) => support.served.length)} are served and ${refused} answer 501 with the reason that stands here.`,
    `Not counted are ${workspaceGroups} groups of workspaces, which repeat the others below \`~/workspaces\`: this version has no workspaces.`,
    '',
    '| group | operations | served | what is not, and why |',
    '| --- | --- | --- | --- |',
    ...supports.map(toRow),
    '',
    '## Calls of its own',
    '',
    'What the compatible service does not have. All are `~` with the query parameter `api-version`, as everything is.',
    '',
    '| call | who may | what it does |',
    '| --- | --- | --- |',
    ...ownRoutes(groups).map(
      ({ method, path, access, summary }) => `| \`${method} ~${path}\` | ${access} | ${summary} |`,
    ),
    '',
    '## Filters and order of lists',
    '',
    '`$filter` compares without regard to case and takes `eq ne gt ge lt le`, `contains`, `startswith`, `endswith`,',
    "`substringof`, `and`, `or`, `not` and parentheses: `contains(displayName,'x') or contains(path,'x')`. `$orderby` takes",
    'up to five fields, each with `asc` or `desc`; without it a list is in order of creation. The compatible service has no',
    '`$orderby`, and fewer fields in some lists.',
    '',
    '| list | fields of both | fields of `$orderby` only |',
    '| --- | --- | --- |',
    ...describeLists().map(toListRow),
    '',
  ].join('\n')
}

/** Routes that no operation of the SDK is at. */
function ownRoutes(groups: readonly SdkGroup[]) {
  const formOf = (method: string, path: string) => `${method} ${path.toLowerCase().replace(/\{\w+\}/g, '{}')}`
  const known = new Set(
    groups.flatMap(({ operations }) =>
      operations.map(({ method, path }) => formOf(method, path.replace(/^.*\/service\/\{serviceName\}/, ''))),
    ),
  )
  return describeRoutes().filter(({ method, path }) => !known.has(formOf(method, path)))
}

const toListRow = ({ path, filterable, onlySortable }: ListFields): string =>
  `| \`~${path}\` | ${filterable.join(', ')} | ${onlySortable.join(', ')} |`

function toRow({ name, served, refused, missing }: GroupSupport): string {
  const total = served.length + [...refused.values()].flat().length + missing.length
  const isWhole = refused.size === 1 && served.length + missing.length === 0
  const reasons = [...refused].map(([reason, operations]) => (isWhole ? reason : `${list(operations)}: ${reason}`))
  const notes = [...reasons, ...(missing.length === 0 ? [] : [`${list(missing)}: not yet.`])]
  return `| ${name} | ${total} | ${served.length === total ? 'all' : served.length} | ${notes.join(' ')} |`
}

/** Paths in order, each with its methods. */
function list(operations: readonly SdkOperation[]): string {
  const paths = [...new Set(operations.map(({ path }) => path))]
  return paths
    .map((path) => {
      const methods = operations.filter((operation) => operation.path === path).map(({ method }) => method)
      return showOperation({ method: methods.join(', '), path })
    })
    .join(', ')
}

/** `GET ~/apis/{apiId}` */
export const showOperation = ({ method, path }: SdkOperation): string =>
  `\`${method} ${path.replace(/^.*\/service\/\{serviceName\}/, '~').replace(/^\/subscriptions\/\{subscriptionId\}/, '…')}\``
