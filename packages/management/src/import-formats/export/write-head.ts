import { type ApiModel, type ModelOperation, withoutEmpty } from './api-model.ts'

/** `info`, alike in all versions. */
export function toInfo({ api }: ApiModel): Record<string, unknown> {
  const contact = withoutEmpty<unknown>({ ...api.contact })
  const license = withoutEmpty<unknown>({ ...api.license })
  return withoutEmpty<unknown>({
    title: api.displayName,
    description: api.description,
    version: api.apiVersion || '1.0',
    termsOfService: api.termsOfServiceUrl || undefined,
    contact: Object.keys(contact).length > 0 ? contact : undefined,
    // A licence has to have a name.
    license: Object.keys(license).length > 0 ? { name: String(license.url), ...license } : undefined,
  })
}

export function toTags({ tags }: ApiModel): unknown {
  if (tags.length === 0) return undefined
  return tags.map(({ displayName, description, externalDocsUrl, externalDocsDescription }) =>
    withoutEmpty<unknown>({
      name: displayName,
      description,
      externalDocs:
        typeof externalDocsUrl !== 'string'
          ? undefined
          : withoutEmpty<unknown>({ url: externalDocsUrl, description: externalDocsDescription }),
    }),
  )
}

/** What all versions say about an operation itself. */
export function toOperationHead(model: ApiModel, { id, properties, tags }: ModelOperation): Record<string, unknown> {
  const names = tags.flatMap((tag) => model.tags.find((other) => other.id === tag)?.displayName ?? [])
  return withoutEmpty<unknown>({
    tags: names.length > 0 ? names : undefined,
    summary: properties.displayName,
    description: properties.description,
    operationId: id,
  })
}
