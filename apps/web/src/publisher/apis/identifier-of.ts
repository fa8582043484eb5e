/** Addresses of pages beside those of APIs. */
const reserved = ['new', 'new-mcp', 'import']

const maxLength = 80

/** Identifier that follows from a name: `AzureML Demo API` → `azureml-demo-api`; empty for a name without letters or digits. */
export function identifierOf(name: string): string {
  const identifier = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .slice(0, maxLength)
    .replace(/^-+|-+$/g, '')
  return isReserved(identifier) ? `${identifier}-api` : identifier
}

export const isReserved = (identifier: string): boolean => reserved.includes(identifier.toLowerCase())
