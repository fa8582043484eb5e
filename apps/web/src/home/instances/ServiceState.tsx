import type { Service } from '../../shared/api-client/service.ts'
import { useWords } from '../../shared/languages/words.ts'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { homeWords } from '../home-words.ts'

/** Whether an instance can be used. */
export function ServiceState({ service }: { readonly service: Service }) {
  const words = useWords(homeWords)
  const { provisioningState } = service.properties
  if (provisioningState === 'Succeeded') return <StateLabel kind="done">{words('done')}</StateLabel>
  if (provisioningState === 'Failed') return <StateLabel kind="failed">{words('failed')}</StateLabel>
  return <StateLabel kind="running">{words('creatingStep')}</StateLabel>
}
