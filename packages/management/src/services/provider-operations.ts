import type { JsonObject } from '@sluice/platform'
import { resources } from '../resources/index.ts'

const verbsOf = { read: 'Read', write: 'Create or update', delete: 'Delete' } as const

/** Everything that can be done with the provider, as role definitions of the resource manager name it. */
export function listProviderOperations(): JsonObject {
  const types = new Map(resources.map(({ type, title, verbs }) => [type, { title, verbs }]))
  types.set('Microsoft.ApiManagement/service', { title: 'Service', verbs: undefined })
  const value = [...types].flatMap(([type, { title, verbs = ['put', 'delete'] as const }]) =>
    (Object.keys(verbsOf) as (keyof typeof verbsOf)[])
      .filter((verb) => verb !== 'delete' || verbs.includes('delete'))
      .map((verb) => ({
        name: `${type}/${verb}`,
        origin: 'user,system',
        display: {
          provider: 'Sluice API Management',
          resource: title,
          operation: `${verbsOf[verb]} ${title}`,
          description: `${verbsOf[verb]} ${title}.`,
        },
      })),
  )
  return { value }
}
