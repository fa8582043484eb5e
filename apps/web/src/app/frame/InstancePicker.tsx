import { useQuery } from '@tanstack/react-query'
import { servicesQuery } from '../../shared/api-client/services-query.ts'
import { useWords } from '../../shared/languages/words.ts'
import { frameWords } from './frame-words.ts'
import { PlacePicker } from './PlacePicker.tsx'

/** The instance that is worked on; another one opens in the same area. */
export function InstancePicker({ service, area }: { readonly service: string; readonly area: string }) {
  const words = useWords(frameWords)
  const { data: services } = useQuery(servicesQuery)
  const base = area === 'developer' ? '/developer' : '/publisher'
  // Its name is in the address: it need not be waited for.
  const names = services === undefined ? [service] : services.map(({ name }) => name)
  const places = names.map((name) => ({ id: name, name, href: `${base}/${name}` }))
  return <PlacePicker kind={words('instance')} current={service} places={places} />
}
