import type { ReportRecord, UsageRow } from '@sluice/contracts'
import type { UsageResultRow } from '@sluice/platform'
import { type EntityNames, pathOf, type UsageEntity } from './entity-names.ts'
import { toUsageRow } from './usage-row.ts'

/** A report that sums up by what the calls are of. */
export interface EntityReport {
  readonly entity: UsageEntity
  /** The identifiers of a row, as paths within the service. */
  describe(row: UsageResultRow, names: EntityNames): Promise<ReportIdentifiers>
}

type ReportIdentifiers = Omit<ReportRecord, keyof UsageRow | 'name'>

const pathText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** Kinds of report by the last word of their path, in lower case. @see reference: API Management, 4.8 */
export const entityReports: Readonly<Record<string, EntityReport>> = {
  byapi: {
    entity: 'api',
    describe: async ({ dimensions }) => ({ apiId: pathOf('api', dimensions) }),
  },
  byoperation: {
    entity: 'operation',
    describe: async ({ dimensions }) => ({
      apiId: pathOf('api', dimensions),
      operationId: pathOf('operation', dimensions),
    }),
  },
  byproduct: {
    entity: 'product',
    describe: async ({ dimensions }) => ({ productId: pathOf('product', dimensions) }),
  },
  bysubscription: {
    entity: 'subscription',
    async describe({ dimensions }, names) {
      const subscription = await names.propertiesOf('subscription', dimensions)
      const scope = /(\/products\/[^/]+)$/i.exec(pathText(subscription?.scope) ?? '')?.[1]
      const owner = /(\/users\/[^/]+)$/i.exec(pathText(subscription?.ownerId) ?? '')?.[1]
      return {
        subscriptionId: pathOf('subscription', dimensions),
        ...(scope === undefined ? {} : { productId: scope }),
        ...(owner === undefined ? {} : { userId: owner }),
      }
    },
  },
  byuser: {
    entity: 'user',
    describe: async ({ dimensions }) => ({ userId: pathOf('user', dimensions) }),
  },
}

/** Columns of reports, in their order in files. */
export const measureColumns = [
  'callCountSuccess',
  'callCountBlocked',
  'callCountFailed',
  'callCountOther',
  'callCountTotal',
  'bandwidth',
  'cacheHitCount',
  'cacheMissCount',
  'apiTimeAvg',
  'apiTimeMin',
  'apiTimeMax',
  'serviceTimeAvg',
  'serviceTimeMin',
  'serviceTimeMax',
] as const satisfies readonly (keyof UsageRow)[]

export interface RowInOrder {
  readonly row: UsageResultRow
  readonly measures: UsageRow
  /** By which rows are told apart, and in order where nothing else says it. */
  readonly identifier: string
  /** Known where the order asks for it. */
  readonly name: string | undefined
}

export const toRowInOrder = (row: UsageResultRow, name?: string): RowInOrder => ({
  row,
  measures: toUsageRow(row.sums),
  identifier: identifierOf(row),
  name,
})

const identifierOf = ({
  dimensions: { api = '', operation = '', product = '', subscription = '', user = '' },
}: UsageResultRow) => `${api} ${operation} ${product} ${subscription} ${user}`
