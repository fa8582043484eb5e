import type { Resource } from '../../../shared/api-client/resource.ts'
import { useService } from '../../../shared/api-client/service.ts'
import { useResourceList } from '../../../shared/api-client/use-resource.ts'
import { useFormats } from '../../../shared/languages/formats.ts'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import { type ApiView, apiHref } from '../api-view.ts'

/** How many operations an API has, or tools where it is an MCP server, as a link to them. The list of APIs does not say it. */
export function OperationCount({ api }: { readonly api: Resource<ApiView> }) {
  const { number } = useFormats()
  const service = useService()
  const parts = api.properties.type === 'mcp' ? 'tools' : 'operations'
  const { data } = useResourceList(`${api.id}/${parts}`, { $top: 1 })
  if (data === undefined) return null
  return <TextLink href={apiHref(service.name, api.name, parts)}>{number(data.count ?? 0)}</TextLink>
}
