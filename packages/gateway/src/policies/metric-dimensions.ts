import { text } from '../pipeline/attributes.ts'
import type { CallContext } from '../pipeline/call-context.ts'
import { element, elements, many } from '../pipeline/element-spec.ts'
import type { Value } from '../pipeline/value.ts'

/** What dimensions of these names are when a document does not say. */
const standard: Readonly<Record<string, (context: CallContext) => string | undefined>> = {
  'API ID': ({ api }) => api?.id,
  'Operation ID': ({ operation }) => operation?.id,
  'Product ID': ({ product }) => product?.id,
  'User ID': ({ user }) => user?.id,
  'Subscription ID': ({ subscription }) => subscription?.id,
  Location: () => 'local',
  'Gateway ID': () => 'managed',
  'Backend ID': ({ request }) => request.backendMember?.url,
}

/** `<dimension name value>` of policies that count. @param max how many there may be */
export const dimensionContent = (max: number, min: number) =>
  elements({
    dimension: many(
      'One thing by which values are told apart.',
      element({
        attributes: {
          name: text('Name of the dimension.', { isTrimmed: true }),
          value: text('Its value; left out for API ID, Operation ID and the like.', { minLength: 0 })
            .orExpression()
            .optional(),
        },
        judge: ({ constantOf, has }) => {
          const name = constantOf('name')?.trim()
          if (has('value') || name === undefined || Object.hasOwn(standard, name)) return []
          const what = `Only dimensions of these names have a value of their own: ${Object.keys(standard).join(', ')}`
          return [{ what: `The attribute 'value' is missing. ${what}` }]
        },
      }),
      { min, max },
    ),
  })

interface DimensionSettings {
  readonly name: string
  readonly value: Value<string> | undefined
}

export const dimensionsOf = (
  dimensions: readonly DimensionSettings[],
  context: CallContext,
): Readonly<Record<string, string>> =>
  Object.fromEntries(dimensions.map(({ name, value }) => [name, value?.(context) ?? standard[name]?.(context) ?? '']))
