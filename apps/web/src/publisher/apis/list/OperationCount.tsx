import { useService } from '../../../shared/api-client/service.ts'
import { useResourceList } from '../../../shared/api-client/use-resource.ts'
import { useFormats } from '../../../shared/languages/formats.ts'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import { apiHref } from '../api-view.ts'

/** How many operations an API has, as a link to them. The list of APIs does not say it. */
export function OperationCount({ api }: { readonly api: { readonly id: string; readonly name: string } }) {
  const { number } = useFormats()
  const service = useService()
  const { data } = useResourceList(`${api.id}/operations`, { $top: 1 })
  if (data === undefined) return null
  return <TextLink href={apiHref(service.name, api.name, 'operations')}>{number(data.count ?? 0)}</TextLink>
}
